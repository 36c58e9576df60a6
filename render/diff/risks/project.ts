import { at, items } from '../../kubernetes/resource.ts'
import { canonical } from '../compare/canonical.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risks.ts'

/** What an Application of the project may reach; kinds in its own namespace come and go with what is switched on. */
const FIELDS: readonly (readonly [field: string, what: string])[] = [
  ['sourceRepos', 'deploy from'],
  ['destinations', 'deploy to'],
  ['clusterResourceWhitelist', 'change in the whole cluster'],
]

/** An AppProject that permits more. https://argo-cd.readthedocs.io/en/stable/user-guide/projects/ */
export const project: RiskRule = ({ pairs }) =>
  pairs.flatMap(({ id, before, after }) =>
    after.kind !== 'AppProject'
      ? []
      : FIELDS.flatMap(([field, what]): Risk[] => {
          const text = (item: unknown) => canonical(item, 'AppProject', `spec.${field}[]`)
          const had = new Set(items(at(before, 'spec', field)).map(text))
          const gained = items(at(after, 'spec', field))
            .map(text)
            .filter((item) => !had.has(item))
          if (gained.length === 0) return []
          return [
            {
              id: 'project-widened',
              severity: 'high',
              resource: id,
              message: `Argo CD may ${what} more than before: ${gained.join(', ')}.`,
            },
          ]
        }),
  )
