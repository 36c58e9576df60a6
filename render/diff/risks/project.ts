import { at, idOf, isKind, items, type Resource } from '../../kubernetes/resource.ts'
import { applicationOf } from '../argocd.ts'
import { formerly, standing } from '../change.ts'
import { canonical } from '../compare/canonical.ts'
import type { Side } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** What an Application of the project may reach; kinds in its own namespace come and go with what is switched on. */
const FIELDS: readonly (readonly [field: Field, what: string])[] = [
  ['sourceRepos', 'deploy from'],
  ['destinations', 'deploy to'],
  ['clusterResourceWhitelist', 'change in the whole cluster'],
]

type Field = 'sourceRepos' | 'destinations' | 'clusterResourceWhitelist'

/**
 * An AppProject that permits more than it did or, if it is new, than the environment needs. What a move needs, it may.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export const project: RiskRule = (change) => {
  const former = formerly(change)
  return standing(change)
    .filter(isKind('AppProject'))
    .flatMap((after) =>
      FIELDS.flatMap(([field, what]) => {
        const text = (item: unknown) => canonical(item, 'AppProject', `spec.${field}[]`)
        const old = former(after)
        const due = old && !change.moved ? [] : needed(change.after, field, !old)
        const had = new Set([...listed(old, field), ...due].map(text))
        const gained = listed(after, field)
          .map(text)
          .filter((item) => !had.has(item))
        if (gained.length === 0) return []
        return [
          {
            id: 'project-widened',
            severity: 'high' as const,
            resource: idOf(after),
            message: `Argo CD may ${what} more than ${old ? 'before' : 'the environment needs'}: ${gained.join(', ')}.`,
          },
        ]
      }),
    )
}

const listed = (project: Resource | undefined, field: Field): readonly unknown[] =>
  items(at(project, 'spec', field))

/** What the Application deploys to. Where it deploys from goes without saying only for one that is new. */
function needed(side: Side | undefined, field: Field, isNew: boolean): readonly unknown[] {
  const application = applicationOf(side)
  const destination = at(application, 'spec', 'destination')
  if (field === 'sourceRepos') return isNew ? [at(application, 'spec', 'source', 'repoURL')] : []
  if (field === 'destinations') return [destination]
  const name = at(destination, 'namespace')
  return [{ group: '', kind: 'Namespace', name }]
}
