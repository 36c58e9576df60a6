import { at, idOf, isKind, type Resource } from '../../kubernetes/resource.ts'
import { type Criterion, unless, untried } from '../criterion.ts'

export const disruptionBudget: Criterion = {
  id: 'disruption-budget',
  title: 'Every disruption budget covers pods and lets one go.',
  tried: 'What the controller reports: expectedPods, currentHealthy, desiredHealthy, disruptionsAllowed.',
  reads: ['budgets'],
  remediation: 'If its pods are unhealthy, look at these first; else compare its selector with their labels.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('PodDisruptionBudget')).map(idOf)
    if (wanted.length === 0) return untried('the environment has no disruption budget')
    const found = live.list('budgets')
    const wrong = [
      ...wanted.filter((id) => !found.some((each) => idOf(each) === id)).map((id) => `${id} is missing`),
      ...found.flatMap(wrongIn),
    ]
    const allowed = found.map((each) => `${each.metadata.name} ${amount(each, 'disruptionsAllowed')}`)
    return unless(wrong, `disruptions allowed: ${allowed.join(', ')}`)
  },
}

const amount = (budget: Resource, key: string): number => Number(at(budget, 'status', key) ?? 0)

function wrongIn(budget: Resource): string[] {
  const id = idOf(budget)
  const [expected = 0, healthy = 0, desired = 0, allowed = 0] = [
    ...['expectedPods', 'currentHealthy', 'desiredHealthy', 'disruptionsAllowed'],
  ].map((key) => amount(budget, key))
  if (Number(at(budget, 'metadata', 'generation') ?? 0) > amount(budget, 'observedGeneration'))
    return [`${id}: the controller has not looked at it yet`]
  if (expected === 0) return [`${id} covers no pod`]
  if (healthy < expected) return [`${id}: ${healthy} of ${expected} pods are healthy, ${desired} must be`]
  return allowed === 0 ? [`${id} lets no pod go: no node of these pods can be drained`] : []
}
