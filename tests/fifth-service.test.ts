import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { render } from '../render/commands/render.ts'
import { kustomizeBuild } from './support/kustomize.ts'
import { copyOfRepository, SYSTEM } from './support/repository.ts'

// A new service is a folder in base/services and its first release entry: no TypeScript, no shared file.

test('a fifth service is a folder and a release entry', async () => {
  const root = copyOfRepository()
  const folder = join(root, 'base/services/notifier')
  cpSync(join(SYSTEM, 'base/services/mcp-server'), folder, { recursive: true })
  for (const path of globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )) {
    const file = join(path.parentPath, path.name)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('mcp-server', 'notifier'))
  }
  const missing = render(root, [])
  expect(missing.exit).toBe(2)
  expect(missing.errors[0]).toMatch(
    /^environments\/minikube\/release\.yaml:3:3: The service "notifier" of base\/services has no entry/,
  )

  for (const name of ['minikube', 'staging', 'production']) {
    const file = join(root, `environments/${name}/release.yaml`)
    writeFileSync(file, `${readFileSync(file, 'utf8')}  notifier:\n    tag: 2.0.0\n`)
  }
  const file = join(root, 'environments/staging/environment.yaml')
  const autoscaled = '\n  notifier:\n    autoscaling:\n      minReplicas: 1\n      maxReplicas: 3\n'
  writeFileSync(file, readFileSync(file, 'utf8').trimEnd() + autoscaled)
  expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })

  const { manifests, warnings } = await kustomizeBuild(join(root, 'overlays/staging'))
  expect(warnings).toBe('')
  const objects = parseAllDocuments(manifests).map((document) => document.toJS())
  const find = (kind: string) =>
    objects.find((each) => each.kind === kind && each.metadata.name === 'notifier')
  const { registry } = parse(readFileSync(join(root, 'environments/fleet.yaml'), 'utf8'))
  expect(find('Deployment').spec.template.spec.containers[0].image).toBe(`${registry}/notifier:2.0.0`)
  expect(find('Deployment').spec.replicas).toBeUndefined()
  expect(find('HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: 1, maxReplicas: 3 })
  for (const kind of ['Service', 'ServiceAccount', 'NetworkPolicy', 'PodDisruptionBudget'])
    expect(find(kind), kind).toBeDefined()
})
