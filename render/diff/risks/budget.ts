import { counted } from '../../text/counted.ts'
import type { RiskRule } from './risk-rule.ts'

/** Another deletion budget: it changes nothing in the cluster, and what later changes may do there unasked. */
export const budget: RiskRule = ({ name, before, after }) => {
  const [old, now] = [before?.deletionBudget ?? 0, after?.deletionBudget ?? 0]
  if (!after || old === now) return []
  const count = counted(now, 'resource')
  return [
    now > old
      ? {
          id: 'deletion-budget-raised',
          severity: 'note',
          message: `Every change from now on may remove ${count} without being stopped (until now ${old}).`,
          steps: [
            `Once what it is for has gone, take \`deletionBudget\` out of environments/${name}/environment.yaml again.`,
          ],
        }
      : {
          id: 'deletion-budget-lowered',
          severity: 'note',
          message: `A change is stopped from now on if it removes more than ${count} (until now ${old}).`,
        },
  ]
}
