import { at, entries, items, type Resource } from '../../../kubernetes/resource.ts'
import { suggest } from '../../../problem/nearest.ts'
import { makesSecret, targetOf, wrongPolicies } from '../../external-secrets.ts'
import { ofKind, show, text } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'
import { certificateUses, secretUses } from '../../secret-uses.ts'

/** Without External Secrets, `npm run secrets` makes what pods refer to: see `secret-env-file`. */
export const secretSource: Rule = {
  id: 'secret-source',
  severity: 'error',
  title:
    'With External Secrets, an ExternalSecret creates every Secret that pods, ServiceAccounts and Ingresses reference.',
  why: 'The pod never starts (CreateContainerConfigError, or ErrImagePull from a private registry), and the sync waits for it; an Ingress serves the default certificate of its controller. https://external-secrets.io/latest/api/externalsecret/ Keys that `dataFrom` finds in the store are not checked.',
  remediation:
    'Reference a Secret that base/components/external-secrets creates, or add an ExternalSecret there; for a certificate, the annotation cert-manager.io/cluster-issuer lets cert-manager create it.',
  *check(subject) {
    const all = ofKind(subject, 'ExternalSecret')
    if (all.length === 0) return
    yield* wrongPolicies(all)
    const made = new Map(all.filter(makesSecret).map((each) => [targetOf(each), keysOf(each)]))
    const idle = new Set(all.map(targetOf).filter((name) => !made.has(name)))
    for (const { reference, resource } of [...secretUses(subject), ...certificateUses(subject)]) {
      const { name, path, key, keyPath = path, optional } = reference
      // That an ExternalSecret creates no Secret is reported there, once.
      if (optional || idle.has(name)) continue
      const keys = made.get(name)
      if (!made.has(name)) {
        const message = `No ExternalSecret creates the Secret ${show(name)}.${suggest(name, [...made.keys()])}`
        yield { resource, path, message }
      } else if (key !== undefined && keys && !keys.includes(key)) {
        const message = `The ExternalSecret of ${show(name)} does not set the key ${show(key)}.${suggest(key, keys)}`
        yield { resource, path: keyPath, message }
      }
    }
  },
}

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
