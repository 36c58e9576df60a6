import { at, idOf, isKind, type Resource } from '../../kubernetes/resource.ts'
import { type Criterion, passedUnless, skipped } from '../criterion.ts'

export const disruptionBudget: Criterion = {
  id: 'disruption-budget',
  title: 'Every PodDisruptionBudget matches pods and allows at least one disruption.',
  method: 'Its status: expectedPods, currentHealthy, desiredHealthy, disruptionsAllowed.',
  reads: ['budgets'],
  remediation:
    'If its pods are unhealthy, fix them first; otherwise compare its selector with the labels of the pods.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('PodDisruptionBudget')).map(idOf)
    if (wanted.length === 0) return skipped('the environment has no PodDisruptionBudget')
    const found = live.list('budgets')
    const wrong = [
      ...wanted.filter((id) => !found.some((each) => idOf(each) === id)).map((id) => `${id} is missing`),
      ...found.flatMap(wrongIn),
    ]
    const allowed = found.map((each) => `${each.metadata.name} ${amount(each, 'disruptionsAllowed')}`)
    return passedUnless(wrong, `disruptions allowed: ${allowed.join(', ')}`)
  },
}

const amount = (budget: Resource, key: string): number => Number(at(budget, 'status', key) ?? 0)

function wrongIn(budget: Resource): string[] {
  const id = idOf(budget)
  const [expected = 0, healthy = 0, desired = 0, allowed = 0] = [
    ...['expectedPods', 'currentHealthy', 'desiredHealthy', 'disruptionsAllowed'],
  ].map((key) => amount(budget, key))
  if (Number(at(budget, 'metadata', 'generation') ?? 0) > amount(budget, 'observedGeneration'))
    return [`${id}: the controller has not processed its last change yet`]
  if (expected === 0) return [`${id} matches no pod`]
  if (healthy < expected) return [`${id}: ${healthy} of ${expected} pods are healthy, ${desired} must be`]
  return allowed === 0 ? [`${id} allows no disruption: no node with these pods can be drained`] : []
}
