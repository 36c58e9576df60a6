import { patchTarget } from '../../../../render/verify/rules/manifests/patch-target.ts'
import { targetedPatches } from '../../../../render/verify/targeted-patches.ts'
import { type Draft, same, testRule } from '../../rule-cases.ts'

const FOLDERS = { spread: 'base/components/spread', backend: 'base/services/backend' }
const MANIFESTS = {
  'base/services/backend/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: backend}\n---\nkind: Ingress\napiVersion: v1\nmetadata: {name: a}\n',
}

/** Base with one patch in a folder. */
const patched =
  (folder: keyof typeof FOLDERS, target: string, more = '') =>
  (draft: Draft) => {
    const file = `${FOLDERS[folder]}/kustomization.yaml`
    const text = `patches:\n  - patch: "a: 1"\n    target: ${target}\n${more}`
    const patches = targetedPatches(new Map(Object.entries({ ...MANIFESTS, [file]: text })))
    Object.assign(draft.fleet, { patches })
  }
const found = (file: string, message: string) =>
  [[`${file}/kustomization.yaml`, 'patches.0', message]] as const

testRule(patchTarget, {
  catches: [
    [
      'a name that is misspelt',
      'staging',
      patched('spread', '{kind: Deployment, name: backnd}'),
      found(FOLDERS.spread, 'No Deployment "backnd" in base matches the target of this patch.'),
    ],
    [
      'a kind that is misspelt, in a service',
      'staging',
      patched('backend', '{kind: Deploymnt}'),
      found(FOLDERS.backend, 'No Deploymnt in base matches the target of this patch.'),
    ],
    [
      'a part of a name, which kustomize does not take',
      'staging',
      patched('backend', '{name: back}'),
      found(FOLDERS.backend, 'No resource "back" in base matches the target of this patch.'),
    ],
  ],
  passes: [
    ['production as it is', 'production', same],
    ['Minikube as it is', 'minikube', same],
    ['expressions', 'staging', patched('spread', '{kind: StatefulSet|Deployment, name: back.*}')],
    ['an expression of Go', 'staging', patched('spread', '{kind: "(?i)deployment"}')],
    ['the second manifest of a file', 'staging', patched('spread', '{kind: Ingress}')],
    ['a component that is off', 'minikube', patched('spread', '{kind: Deploymnt}')],
    [
      'a generated ConfigMap',
      'staging',
      patched('backend', '{kind: ConfigMap, name: backend}', 'configMapGenerator:\n  - name: backend\n'),
    ],
  ],
})
