import { at, items, type Resource } from '../../kubernetes/resource.ts'
import { differs } from '../argocd.ts'
import { nameOf, ofKind, show, text } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const externalSecretStore: Rule = {
  id: 'external-secret-store',
  severity: 'error',
  title: 'Every ExternalSecret reads its own entry, below the path and from the store of environment.yaml.',
  why: 'The operator finds nothing and makes no Secret, or makes it of what belongs to another environment. https://external-secrets.io/latest/api/externalsecret/',
  mend: 'State store and path under `externalSecrets` of environment.yaml; base/components/external-secrets names the entries.',
  *check(subject) {
    const { externalSecrets } = subject.environment
    const seen = new Set<string>()
    for (const resource of ofKind(subject, 'ExternalSecret')) {
      const target = text(at(resource, 'spec', 'target', 'name')) ?? nameOf(resource)
      const path = ['spec', 'target', 'name']
      if (seen.has(target))
        yield {
          resource,
          path,
          message: `Another ExternalSecret makes the Secret ${show(target)} already: expected one.`,
        }
      else if (target !== nameOf(resource))
        yield {
          resource,
          path,
          message: `It makes the Secret ${show(target)}: expected ${show(nameOf(resource))}, its own name.`,
        }
      seen.add(target)
      if (!externalSecrets) continue
      yield* differs(resource, ['spec', 'secretStoreRef'], {
        kind: externalSecrets.storeKind ?? 'ClusterSecretStore',
        name: externalSecrets.store,
      })
      yield* differs(resource, ['spec', 'refreshInterval'], externalSecrets.refreshInterval ?? '1h')
      if (readsStore(resource))
        yield* differs(
          resource,
          ['spec', 'dataFrom'],
          [{ extract: { key: `${externalSecrets.path}/${target}` } }],
        )
    }
  },
}

/** One that names single keys knows itself what it reads. */
const readsStore = (resource: Resource): boolean => items(at(resource, 'spec', 'data')).length === 0
