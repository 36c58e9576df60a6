import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { ADDONS, argocdManifest, CNI, CPUS, DISK_GB, MEMORY_GB } from '../../../../minikube/pins.ts'
import { standIns } from '../../../../minikube/stand-ins.ts'
import { kubernetesOf } from '../../../../minikube/steps/cluster.ts'
import { ROOT } from '../../../support/repository.ts'

// The command and the long way of docs/quickstart.md make the same cluster.

const text = readFileSync(join(ROOT, 'docs/quickstart.md'), 'utf8').replaceAll('\\\n ', '')
const ENVIRONMENT = 'minikube'
const PROFILE = 'minikube'
const fleet = parse(readFileSync(join(ROOT, 'environments/fleet.yaml'), 'utf8'))

test.each([
  `minikube start --driver docker --cni ${CNI} --kubernetes-version ${kubernetesOf(fleet.clusters[PROFILE].kubernetes)} --cpus ${CPUS} --memory ${MEMORY_GB}g --disk-size ${DISK_GB}g\n`,
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
  const [standIn, ...others] = standIns(ROOT)
  expect(others).toEqual([])
  expect(parse(block)).toEqual(standIn?.environment)
  expect(text).toContain(`${standIn?.secret}=${standIn?.value}`)
  expect(text).toContain(`kubectl apply --filename docker/${standIn?.name}/manifests.yaml`)
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
