import { disruptionBudgetOverlap } from '../../../../render/verify/rules/capacity/disruption-budget-overlap.ts'
import { copy, same, set, testRule } from '../../rule-cases.ts'

const PDB = 'PodDisruptionBudget'

testRule(disruptionBudgetOverlap, {
  catches: [
    [
      'a second budget of the same pods',
      'production',
      (draft) => copy(draft, `${PDB}/backend`, 'api'),
      [[`${PDB}/api`, 'spec.selector', `${PDB}/backend also selects the pods of Deployment/backend.`]],
    ],
    [
      'another name for a budget that is there',
      'minikube',
      (draft) => {
        copy(draft, `${PDB}/backend`, 'all')
        set(draft, `${PDB}/all`, 'spec.selector', { matchLabels: { 'app.kubernetes.io/name': 'frontend' } })
      },
      [[`${PDB}/all`, 'spec.selector', `${PDB}/frontend also selects the pods of Deployment/frontend.`]],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'a second budget of other pods',
      'minikube',
      (draft) => {
        copy(draft, `${PDB}/backend`, 'postgres')
        set(draft, `${PDB}/postgres`, 'spec.selector', {
          matchLabels: { 'app.kubernetes.io/name': 'postgres' },
        })
      },
    ],
  ],
})
