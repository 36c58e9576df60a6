import { at, idOf, isKind, items, type Resource } from '../../kubernetes/resource.ts'
import { list } from '../../text/list.ts'
import { formerly, standing } from '../change.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/**
 * Where External Secrets reads from: an entry that this environment did not read before may be another's.
 * https://external-secrets.io/latest/api/externalsecret/
 */
export const secretSource: RiskRule = (change) => {
  const former = formerly(change)
  return standing(change)
    .filter(isKind('ExternalSecret'))
    .flatMap((resource): Risk[] => {
      const old = former(resource)
      const known = new Set(old ? sourcesOf(old) : [])
      const fresh = sourcesOf(resource).filter((source) => !known.has(source))
      if (fresh.length === 0) return []
      return [
        {
          id: 'secret-source',
          severity: change.before ? 'medium' : 'note',
          resource: idOf(resource),
          message: `It reads ${list(fresh)}${old ? `, not ${list([...known])}` : ''}.`,
          steps: ['Check that these entries belong to this environment alone.'],
        },
      ]
    })
}

/** Each entry that is read, with its store. */
function sourcesOf(resource: Resource): string[] {
  const store = storeOf(at(resource, 'spec', 'secretStoreRef'))
  const entries = [...items(at(resource, 'spec', 'data')), ...items(at(resource, 'spec', 'dataFrom'))]
  return [
    ...new Set(
      entries.map((entry) => {
        const own = at(entry, 'sourceRef', 'storeRef')
        const key = at(entry, 'remoteRef', 'key') ?? at(entry, 'extract', 'key')
        const what =
          typeof key === 'string' ? key : JSON.stringify(at(entry, 'find') ?? 'an entry of its own')
        return `${what} of ${own ? storeOf(own) : store}`
      }),
    ),
  ]
}

const storeOf = (reference: unknown): string =>
  `${String(at(reference, 'kind') ?? 'SecretStore')} ${String(at(reference, 'name') ?? '')}`
