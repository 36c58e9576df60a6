import { disruptionBudgetProtection } from '../../../../render/verify/rules/capacity/disruption-budget-protection.ts'
import { type Draft, same, set, testRule } from '../../rule-cases.ts'

const BACKEND = 'PodDisruptionBudget/backend'

const budget = (spec: object) => (draft: Draft) => {
  set(draft, BACKEND, 'spec.maxUnavailable', undefined)
  for (const [key, value] of Object.entries(spec)) set(draft, BACKEND, `spec.${key}`, value)
}
const all = (said: string) =>
  `${said}, all 3 pods that Deployment/backend has at minimum scale may be evicted at once: expected fewer.`

testRule(disruptionBudgetProtection, {
  catches: [
    [
      'as many as there are at minimum scale',
      'production',
      budget({ maxUnavailable: 3 }),
      [[BACKEND, 'spec.maxUnavailable', all('With maxUnavailable 3')]],
    ],
    [
      'a percentage that is rounded up to all: 67% of 3',
      'production',
      budget({ maxUnavailable: '67%' }),
      [[BACKEND, 'spec.maxUnavailable', all('With maxUnavailable "67%"')]],
    ],
    [
      'minAvailable 0',
      'production',
      budget({ minAvailable: 0 }),
      [[BACKEND, 'spec.minAvailable', all('With minAvailable 0')]],
    ],
    [
      'a budget that says nothing',
      'production',
      budget({}),
      [[BACKEND, 'spec', all('Without maxUnavailable')]],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    ['a single replica, of which nothing can be kept', 'minikube', same],
    ['all but one', 'production', budget({ maxUnavailable: 2 })],
    ['66% of 3, which is 2', 'production', budget({ maxUnavailable: '66%' })],
  ],
})
