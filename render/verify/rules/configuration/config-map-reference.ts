import { at, entries, type Resource } from '../../../kubernetes/resource.ts'
import { suggest } from '../../../problem/nearest.ts'
import { find, givenName, podsOf, show, suggestName } from '../../lookup.ts'
import { referencesOf } from '../../references.ts'
import type { Rule } from '../../rule.ts'

export const configMapReference: Rule = {
  id: 'config-map-reference',
  severity: 'error',
  title: 'Every ConfigMap that a pod references exists and has the referenced key.',
  why: 'The pod never starts (CreateContainerConfigError, or its volume is never mounted), and the sync waits for it. https://kubernetes.io/docs/concepts/configuration/configmap/',
  remediation:
    "Reference a ConfigMap of this environment; the keys of a service's own are in its settings.env.",
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { name, path, key, keyPath = path, optional } of referencesOf(pod, 'ConfigMap')) {
        const { resource } = pod
        if (optional || name === OF_THE_CLUSTER) continue
        const map = find(subject, 'ConfigMap', name)
        if (!map) {
          const message = `ConfigMap ${show(name)} not found.${suggestName(subject, 'ConfigMap', name)}`
          yield { resource, path, message }
        } else if (key !== undefined && !keysOf(map).includes(key)) {
          const message = `The ConfigMap "${givenName(name)}" has no key ${show(key)}.${suggest(key, keysOf(map))}`
          yield { resource, path: keyPath, message }
        }
      }
  },
}

/** Every namespace has it: https://kubernetes.io/docs/concepts/storage/projected-volumes/ */
const OF_THE_CLUSTER = 'kube-root-ca.crt'

const keysOf = (map: Resource): string[] =>
  [...entries(at(map, 'data')), ...entries(at(map, 'binaryData'))].map(([key]) => key)
