import { argocdDeprecated } from '../../../../render/verify/rules/argocd/argocd-deprecated.ts'
import { mistakes } from '../../mistakes.ts'

const PROJECT = 'AppProject/todo-production'

mistakes(argocdDeprecated, 'production', [
  [
    'keys in the field of Argo CD before 3.5',
    [[PROJECT, 'spec.signatureKeys', [{ keyID: '4AEE18F83AFDEB23' }]]],
    [
      `${PROJECT} spec.signatureKeys: spec.signatureKeys is deprecated: use spec.sourceIntegrity.git.policies.`,
    ],
  ],
  ['keys in the field that replaced it', [[PROJECT, 'spec.sourceIntegrity', { git: { policies: [] } }]], []],
])
