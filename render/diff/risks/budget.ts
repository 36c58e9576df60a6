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
          message: `From now on, a change may remove up to ${count} (previously ${old}).`,
          steps: [
            `After the deletion, remove \`deletionBudget\` from environments/${name}/environment.yaml.`,
          ],
        }
      : {
          id: 'deletion-budget-lowered',
          severity: 'note',
          message: `From now on, a change fails if it removes more than ${count} (previously ${old}).`,
        },
  ]
}
