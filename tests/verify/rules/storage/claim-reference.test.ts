import { claimReference } from '../../../../render/verify/rules/storage/claim-reference.ts'
import { drop, POD, same, set, testRule } from '../../rule-cases.ts'

const NAME = `${POD}.volumes.0.persistentVolumeClaim.claimName`

testRule(claimReference, {
  catches: [
    [
      'a misspelt claim',
      'minikube',
      (draft) => set(draft, 'StatefulSet/postgres', NAME, 'postgres-dat'),
      [
        [
          'StatefulSet/postgres',
          NAME,
          'PersistentVolumeClaim "postgres-dat" not found. Did you mean "postgres-data"?',
        ],
      ],
    ],
    [
      'a claim that is gone',
      'minikube',
      (draft) => drop(draft, 'PersistentVolumeClaim/postgres-data'),
      [['StatefulSet/postgres', NAME, 'PersistentVolumeClaim "postgres-data" not found.']],
    ],
  ],
  passes: [
    ['the environment as it is', 'minikube', same],
    [
      'a claim that the StatefulSet makes itself',
      'minikube',
      (draft) => {
        drop(draft, 'PersistentVolumeClaim/postgres-data')
        set(draft, 'StatefulSet/postgres', `${POD}.volumes.0`, { name: 'other', emptyDir: {} })
        set(draft, 'StatefulSet/postgres', 'spec.volumeClaimTemplates', [{ metadata: { name: 'data' } }])
      },
    ],
  ],
})
