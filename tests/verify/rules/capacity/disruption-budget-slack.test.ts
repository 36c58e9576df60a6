import { disruptionBudgetSlack } from '../../../../render/verify/rules/capacity/disruption-budget-slack.ts'
import { type Draft, same, set, testRule } from '../../rule-cases.ts'

const BACKEND = 'PodDisruptionBudget/backend'
const AGENT = 'PodDisruptionBudget/ai-agent'

const budget = (id: string, spec: object) => (draft: Draft) => {
  set(draft, id, 'spec.maxUnavailable', undefined)
  for (const [key, value] of Object.entries(spec)) set(draft, id, `spec.${key}`, value)
}
const none = (field: string, value: string, pods: number, name: string) =>
  `With ${field} ${value}, none of the ${pods} pods that Deployment/${name} has at minimum scale may be evicted: expected 1.`

testRule(disruptionBudgetSlack, {
  catches: [
    [
      'maxUnavailable 0',
      'production',
      budget(BACKEND, { maxUnavailable: 0 }),
      [[BACKEND, 'spec.maxUnavailable', none('maxUnavailable', '0', 3, 'backend')]],
    ],
    [
      'maxUnavailable 0%',
      'production',
      budget(BACKEND, { maxUnavailable: '0%' }),
      [[BACKEND, 'spec.maxUnavailable', none('maxUnavailable', '"0%"', 3, 'backend')]],
    ],
    [
      'as many as the minimum of the autoscaler',
      'production',
      budget(BACKEND, { minAvailable: 3 }),
      [[BACKEND, 'spec.minAvailable', none('minAvailable', '3', 3, 'backend')]],
    ],
    [
      'a percentage that is rounded up to all: 67% of 3',
      'production',
      budget(BACKEND, { minAvailable: '67%' }),
      [[BACKEND, 'spec.minAvailable', none('minAvailable', '"67%"', 3, 'backend')]],
    ],
    [
      'the only replica',
      'minikube',
      budget(AGENT, { minAvailable: 1 }),
      [[AGENT, 'spec.minAvailable', none('minAvailable', '1', 1, 'ai-agent')]],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    ['a single replica that may go', 'minikube', same],
    ['one less than the fewest', 'production', budget(BACKEND, { minAvailable: 2 })],
    ['66% of 3, which is 2', 'production', budget(BACKEND, { minAvailable: '66%' })],
    ['1% of 3, which is 1', 'production', budget(BACKEND, { maxUnavailable: '1%' })],
    ['something that is no number', 'production', budget(BACKEND, { maxUnavailable: 'one' })],
  ],
})
