import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
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

test('the pinned Kubernetes is of the minor that fleet.yaml names', () => {
  expect(KUBERNETES).toContain(`v${fleet.clusters[PROFILE].kubernetes}.`)
})
