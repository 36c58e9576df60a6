import { idOf } from '../../kubernetes/resource.ts'
import type { RiskRule } from './risks.ts'

/** Pods that restart although nothing of what they are changes: the order of a list is part of a pod template. */
export const order: RiskRule = (_, restarts) =>
  restarts.flatMap((pair) => {
    const { before, after, fields } = pair
    const inTemplate = fields.some(({ path }) => path.startsWith('spec.template'))
    const renamed = JSON.stringify(pair.built.before) !== JSON.stringify(before)
    if (inTemplate || renamed) return []
    return [
      {
        id: 'order-only',
        severity: 'note' as const,
        resource: idOf(after),
        message:
          'Its pods restart because a list in its pod template has another order; nothing else of them changes.',
      },
    ]
  })
