import { at, idOf, type Resource } from '../../kubernetes/resource.ts'
import { canonical } from '../compare/canonical.ts'
import type { RiskRule } from './risk-rule.ts'

/**
 * Pods that restart although nothing of what they are changes. Tried on Kubernetes 1.36: another order of `env` is
 * applied as it comes, and a pod template whose lists have another order is another template.
 */
export const order: RiskRule = (_, restarts) =>
  restarts
    .filter(({ built }) => meaning(built.before) === meaning(built.after))
    .map(({ after }) => ({
      id: 'order-only',
      severity: 'note',
      resource: idOf(after),
      message:
        'Its pods restart because a list in its pod template has another order; nothing else in it changes.',
    }))

const meaning = (resource: Resource): string =>
  canonical(at(resource, 'spec', 'template'), resource.kind, 'spec.template')
