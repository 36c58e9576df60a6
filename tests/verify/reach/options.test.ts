import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Rule } from '../../../render/verify/rule.ts'
import { argocdProject } from '../../../render/verify/rules/argocd/argocd-project.ts'
import { defaultDeny } from '../../../render/verify/rules/network/default-deny.ts'
import { externalAccess } from '../../../render/verify/rules/network/external-access.ts'
import { reachability } from '../../../render/verify/rules/network/reachability.ts'
import { retainedData } from '../../../render/verify/rules/storage/retained-data.ts'
import { copyOfRepository, SYSTEM, write } from '../../support/repository.ts'
import { subjectFor } from '../../support/subject.ts'
import { policiesOfSystem } from '../../support/system.ts'
import { found } from '../mistakes.ts'

// Every option of an environment brings its own lines of who reaches whom: none may be missing, none too much.

const RULES: readonly Rule[] = [
  reachability,
  ...(await policiesOfSystem()).filter(({ id }) => id === 'backend-unreachable'),
  defaultDeny,
  externalAccess,
  argocdProject,
  retainedData,
]

const SERVED = 'host: todo.example.com\n'
const INSIDE = 'postgres: { storage: 1Gi }'
const components = (...each: string[]): string => `components: { ${each.join(', ')} }\n`

test.each<[option: string, definition: string]>([
  ['nothing but a database', components(INSIDE)],
  ['a backup', components(INSIDE, 'backup: {}')],
  [
    'an external database on another port',
    components('external-database: { addresses: [198.51.100.0/24, "2001:db8::/48"], port: 6543 }'),
  ],
  ['a private database', components('external-database: { addresses: [10.20.0.0/16] }')],
  ['an ingress', SERVED + components(INSIDE, 'ingress: { className: traefik, controllerNamespace: edge }')],
  ['a gateway', SERVED + components(INSIDE, 'gateway: { name: main, namespace: gateways }')],
  [
    'both, and a node port',
    SERVED +
      components(
        INSIDE,
        'ingress: { className: nginx, controllerNamespace: edge }',
        'gateway: { name: main, namespace: gateways }',
        'node-port: { port: 30081 }',
      ),
  ],
  ['monitoring', components(INSIDE, 'monitoring: {}', 'spread: {}')],
  ['a model of its own', components(INSIDE, 'model-api: { addresses: [10.9.8.7/32], port: 8443 }')],
  ['everything retained', `retain: true\n${components(INSIDE, 'backup: {}', 'monitoring: {}')}`],
])('%s', async (_, definition) => {
  const root = copyOfRepository()
  const release = readFileSync(join(root, 'environments/staging/release.yaml'), 'utf8')
  for (const name of ['minikube', 'production', 'staging'])
    rmSync(join(root, 'environments', name), { recursive: true })
  write(root, {
    'environments/dev/environment.yaml': `cluster: cloud\n${definition}`,
    'environments/dev/release.yaml': release,
  })
  const subject = await subjectFor('dev', root)
  expect(RULES.flatMap((rule) => found(rule, subject))).toEqual([])
})

test('a fifth service brings its lines in its own folder', async () => {
  const root = copyOfRepository()
  const folder = join(root, 'base/services/notifier')
  cpSync(join(SYSTEM, 'base/services/mcp-server'), folder, { recursive: true })
  for (const path of globSync('**/*.*', { cwd: folder })) {
    const file = join(folder, path)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('mcp-server', 'notifier'))
  }
  for (const name of ['minikube', 'production', 'staging']) {
    const file = join(root, `environments/${name}/release.yaml`)
    writeFileSync(file, `${readFileSync(file, 'utf8')}  notifier:\n    tag: 2.0.0\n`)
  }
  for (const name of ['minikube', 'production'])
    expect(found(reachability, await subjectFor(name, root)), name).toEqual([])

  rmSync(join(folder, 'reachability.yaml'))
  const allowed = 'which no reachability.yaml of base allows.'
  const subject = await subjectFor('production', root)
  const { addresses = [] } = subject.environment.components['external-database'] as { addresses?: string[] }
  expect(found(reachability, subject)).toEqual([
    `NetworkPolicy/metrics-from-prometheus spec.ingress.0: namespace monitoring can reach notifier:8001, ${allowed}`,
    `NetworkPolicy/to-database spec.egress.0: notifier can reach ${addresses[0]}:5432, ${allowed}`,
  ])
})
