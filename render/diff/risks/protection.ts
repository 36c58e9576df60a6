import { removesAll, syncOption } from '../argocd.ts'
import type { Change } from '../change.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** What keeps Argo CD from removing a resource. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/ */
const OPTIONS: readonly (readonly [option: string, when: string])[] = [
  ['Prune', 'it is taken out of git'],
  ['Delete', 'its Application is removed'],
]

/** A resource that loses its protection against removal. */
export const protection: RiskRule = (change) =>
  change.pairs.flatMap(({ id, before, after }) =>
    OPTIONS.flatMap(([option, when]): Risk[] => {
      const lost = syncOption(before, option) === 'false' && syncOption(after, option) !== 'false'
      if (!lost || (option === 'Delete' && stopsRetaining(change))) return []
      return [
        {
          id: 'protection-removed',
          severity: 'high',
          resource: id,
          message: `It loses ${option}=false: from now on it is removed from the cluster when ${when}.`,
        },
      ]
    }),
  )

/** That the whole environment is no longer retained is said once, for the Application. */
const stopsRetaining = ({ before, after }: Change): boolean => !removesAll(before) && removesAll(after)
