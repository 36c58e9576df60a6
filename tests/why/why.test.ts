import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { why } from '../../render/commands/why/why.ts'
import { copyOfRepository } from '../support/repository.ts'

const textOf = ({ lines, errors }: { lines: readonly { text: string }[]; errors: readonly string[] }) =>
  [...lines.map(({ text }) => text), ...errors].join('\n')

interface Field {
  readonly field: string
  readonly value: unknown
  readonly known: boolean
  readonly layers: readonly {
    by: string
    value: unknown
    places: readonly { file: string; line?: number }[]
  }[]
  readonly commits?: readonly {
    message: string
    author: string
    before: readonly string[]
    commit: string | null
  }[]
}
const fieldsOf = ({ json }: { json: Readonly<Record<string, unknown>> }) => json['fields'] as readonly Field[]

test('a setting: environment.yaml over settings.env, with the commit of the line and what it was before', async () => {
  const root = copyOfRepository()
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' })
  git('init', '-q')
  git('config', 'user.name', 'Ada')
  git('config', 'user.email', 'ada@example.com')
  git('config', 'commit.gpgsign', 'false')
  git('add', '-A')
  git('commit', '-qm', 'first')
  const file = join(root, 'environments/staging/environment.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('LOG_LEVEL: debug', 'LOG_LEVEL: warn'))
  git('commit', '-qam', 'Log less')
  const outcome = await why(root, 'staging', 'configmap/backend', 'data.LOG_LEVEL')
  expect(outcome.exit).toBe(0)
  const [field] = fieldsOf(outcome)
  expect(field).toMatchObject({
    value: 'warn',
    known: true,
    layers: [
      { by: 'environment', places: [{ file: 'environments/staging/environment.yaml' }] },
      { by: 'generator', value: 'info', places: [{ file: 'base/services/backend/settings.env' }] },
    ],
    commits: [{ author: 'Ada', message: 'Log less', before: [expect.stringContaining('LOG_LEVEL: debug')] }],
  })
  expect(textOf(outcome)).toMatch(/Ada: Log less\n {4}before: LOG_LEVEL: debug/)
  writeFileSync(file, readFileSync(file, 'utf8').replace('LOG_LEVEL: warn', 'LOG_LEVEL: error'))
  expect(textOf(await why(root, 'staging', 'ConfigMap/backend', 'data.LOG_LEVEL'))).toContain('not committed')
})

test.each([
  [
    'an image, of release.yaml and fleet.yaml',
    'Deployment/backend',
    'deployment.spec.template.spec.containers.image',
    'environment',
    ['environments/fleet.yaml', 'environments/staging/release.yaml'],
  ],
  [
    'a value of a component',
    'Ingress/frontend',
    '{.spec.ingressClassName}',
    'environment',
    ['environments/staging/environment.yaml'],
  ],
  [
    'a patch of a shared component',
    'Deployment/backend',
    '$.spec.progressDeadlineSeconds',
    'patch',
    ['base/shared/rolling-update/deployment.yaml'],
  ],
  [
    'a JSON patch',
    'Deployment/backend',
    'spec.template.spec.containers[?(@.name=="backend")].imagePullPolicy',
    'patch',
    ['base/shared/restricted/container.yaml'],
  ],
  [
    'a manifest',
    'Service/backend',
    'spec.ports[0].targetPort',
    'manifest',
    ['base/services/backend/service.yaml'],
  ],
  [
    'a label',
    'Deployment/backend',
    "metadata.labels['app.kubernetes.io/part-of']",
    'labels',
    ['base/services/backend/kustomization.yaml'],
  ],
  ['the namespace', 'Deployment/backend', '/metadata/namespace', 'environment', ['environments/fleet.yaml']],
  ['a default of the engine', 'Deployment/ai-agent', 'spec.replicas', 'default of the engine', []],
  [
    'what a component states by itself',
    'Ingress/frontend',
    'spec.rules[0].http.paths[0].pathType',
    'component',
    ['base/components/ingress/component.ts'],
  ],
])('%s', async (_, resource, field, by, files) => {
  const root = copyOfRepository()
  const [found, ...more] = fieldsOf(await why(root, 'staging', resource, field))
  expect(more).toEqual([])
  expect(found?.known).toBe(true)
  expect(found?.layers[0]?.by).toBe(by)
  expect(found?.layers[0]?.places.map((each) => each.file)).toEqual(files)
})

test('a generated name has every line of the ConfigMap', async () => {
  const root = copyOfRepository()
  const [field] = fieldsOf(
    await why(
      root,
      'staging',
      'Deployment/backend',
      'spec.template.spec.containers[0].envFrom[0].configMapRef.name',
    ),
  )
  expect(field?.layers[0]).toMatchObject({ by: 'generated name' })
  const files = new Set(field?.layers[0]?.places.map(({ file }) => file))
  expect(files).toContain('environments/staging/environment.yaml')
  expect(files).toContain('base/services/backend/settings.env')
})

test('a whole resource is annotated, and what is not set, or not there, is said', async () => {
  const root = copyOfRepository()
  const whole = await why(root, 'staging', 'Deployment/backend')
  for (const { text } of whole.lines) expect(text).toMatch(/^[^:]+: .* {2}# \S/)
  expect(textOf(await why(root, 'staging', 'Deployment/backend', 'spec.template.spec.dnsPolicy'))).toContain(
    'what Kubernetes defaults to',
  )
  const wrong = await why(root, 'staging', 'Deployment/bakend')
  expect(wrong.exit).toBe(2)
  expect(textOf(wrong)).toContain('Did you mean "Deployment/backend"?')
  expect((await why(root, 'stagin', 'Deployment/backend')).exit).toBe(2)
  expect((await why(root, 'staging', 'Deployment/backend', 'spec[')).exit).toBe(2)
})
