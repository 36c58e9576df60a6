import type { Change } from '../change.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** Who may speak with whom, all NetworkPolicies taken together: one that goes can open as much as one that comes. */
export const network: RiskRule = ({ before, after, options: { reach } }: Change) => {
  if (!reach || !before || !after) return []
  const [old, now] = [new Set(reach(before.resources)), new Set(reach(after.resources))]
  const opened = [...now].filter((way) => !old.has(way))
  const closed = [...old].filter((way) => !now.has(way))
  return [
    ...risk(
      'network-opens',
      'medium',
      opened,
      'way is open that was not before',
      'ways are open that were not before',
    ),
    ...risk('network-closes', 'note', closed, 'way is closed', 'ways are closed'),
  ]
}

const risk = (
  id: string,
  severity: Risk['severity'],
  ways: readonly string[],
  one: string,
  many: string,
): Risk[] =>
  ways.length === 0
    ? []
    : [
        {
          id,
          severity,
          message: `${ways.length} ${ways.length === 1 ? one : many}: ${[...ways].sort(byText).join('; ')}.`,
        },
      ]

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
