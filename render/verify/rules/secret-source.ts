import { at, entries, items, type Resource } from '../../kubernetes/resource.ts'
import { suggest } from '../../problem/nearest.ts'
import { nameOf, ofKind, podsOf, show, text } from '../lookup.ts'
import { referencesOf } from '../references.ts'
import type { Rule } from '../rule.ts'

/** Without External Secrets, `npm run secrets` makes what pods refer to: see `secret-by-hand`. */
export const secretSource: Rule = {
  id: 'secret-source',
  severity: 'error',
  title: 'With External Secrets, an ExternalSecret makes every Secret that a pod refers to.',
  why: 'The pod never starts (CreateContainerConfigError), and the sync waits for it. https://external-secrets.io/latest/api/externalsecret/ Which keys `dataFrom` finds in the store, only the store knows: those are not checked.',
  mend: 'Name a Secret that base/components/external-secrets makes, or add an ExternalSecret there.',
  *check(subject) {
    if (ofKind(subject, 'ExternalSecret').length === 0) return
    const made = new Map(ofKind(subject, 'ExternalSecret').map((each) => [targetOf(each), keysOf(each)]))
    for (const pod of podsOf(subject))
      for (const { name, path, key, keyPath = path, optional } of referencesOf(pod, 'Secret')) {
        const { resource } = pod
        if (optional) continue
        const keys = made.get(name)
        if (!made.has(name)) {
          const message = `No ExternalSecret makes the Secret ${show(name)}.${suggest(name, [...made.keys()])}`
          yield { resource, path, message }
        } else if (key !== undefined && keys && !keys.includes(key)) {
          const message = `The ExternalSecret of ${show(name)} gives it no key ${show(key)}.${suggest(key, keys)}`
          yield { resource, path: keyPath, message }
        }
      }
  },
}

const targetOf = (external: Resource): string =>
  text(at(external, 'spec', 'target', 'name')) ?? nameOf(external)

/** The keys of the Secret that it makes; nothing if only the store knows them. */
function keysOf(external: Resource): string[] | undefined {
  const template = at(external, 'spec', 'target', 'template')
  const merged = template === undefined || at(template, 'mergePolicy') === 'Merge'
  const shaped = entries(at(template, 'data')).map(([key]) => key)
  if (items(at(template, 'templateFrom')).length > 0) return undefined
  if (!merged && shaped.length > 0) return shaped
  if (items(at(external, 'spec', 'dataFrom')).length > 0) return undefined
  return [
    ...shaped,
    ...items(at(external, 'spec', 'data')).flatMap((each) => text(at(each, 'secretKey')) ?? []),
  ]
}
