import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { AGENT, MODEL } from '../../minikube/model.ts'
import {
  ADDONS,
  argocdManifest,
  CNI,
  CPUS,
  DISK_GB,
  ENVIRONMENT,
  KUBERNETES,
  MEMORY_GB,
  PROFILE,
} from '../../minikube/pins.ts'
import { ROOT } from '../support/repository.ts'

// The command and the long way of docs/quickstart.md make the same cluster.

const text = readFileSync(join(ROOT, 'docs/quickstart.md'), 'utf8').replaceAll('\\\n ', '')
const fleet = parse(readFileSync(join(ROOT, 'environments/fleet.yaml'), 'utf8'))

test.each([
  `minikube start --driver docker --cni ${CNI} --kubernetes-version ${KUBERNETES} --cpus ${CPUS} --memory ${MEMORY_GB}g --disk-size ${DISK_GB}g\n`,
  ...ADDONS.map((name) => `minikube addons enable ${name}\n`),
  argocdManifest(fleet.clusters[PROFILE].argocd.version),
  `kubectl apply --server-side --field-manager=${fleet.system} --kustomize base/argocd\n`,
  `npm run secrets ${ENVIRONMENT}\n`,
  `kubectl apply --filename apps/${PROFILE}/root.yaml\n`,
])('the long way has: %s', (line) => {
  expect(text).toContain(line)
})

test('the recipe for a chat without a key says what the command does', () => {
  const block = /```yaml\n(components:\n {2}model-api:[^`]*)```/.exec(text)?.[1] ?? ''
  expect(parse(block)).toEqual({
    components: { 'model-api': MODEL.component },
    services: { [AGENT]: { settings: MODEL.settings } },
  })
  expect(text).toContain(`OPENAI_API_KEY=${MODEL.key}`)
  expect(text).toContain(`kubectl apply --filename minikube/manifests/${MODEL.name}.yaml`)
})

test('the system is taken away with every Application and AppProject of the cluster', () => {
  const section = text.slice(text.indexOf('## Remove it'))
  expect(section).toContain(`kubectl delete --filename apps/${PROFILE}/root.yaml`)
  const file = readFileSync(join(ROOT, `apps/${PROFILE}/environments/${ENVIRONMENT}.yaml`), 'utf8')
  const objects = parseAllDocuments(file).map((document) => document.toJS())
  expect(objects.length).toBe(2)
  for (const { kind, metadata } of objects)
    expect(section).toContain(`delete ${kind.toLowerCase()} ${metadata.name} `)
})

test('the pinned Kubernetes is of the minor that fleet.yaml names', () => {
  expect(KUBERNETES).toContain(`v${fleet.clusters[PROFILE].kubernetes}.`)
})
