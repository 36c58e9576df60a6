import { volumeMount } from '../../../../render/verify/rules/storage/volume-mount.ts'
import { CONTAINER, POD, same, set, testRule } from '../../rule-cases.ts'

const NAME = `${CONTAINER}.volumeMounts.0.name`

testRule(volumeMount, {
  catches: [
    [
      'a misspelt volume',
      'production',
      (draft) => set(draft, 'Deployment/backend', NAME, 'tpm'),
      [['Deployment/backend', NAME, 'The pod has no volume "tpm". Known: tmp.']],
    ],
    [
      'an init container that mounts what is not there',
      'production',
      (draft) =>
        set(draft, 'Deployment/backend', `${POD}.initContainers`, [
          { name: 'wait', volumeMounts: [{ name: 'tmp' }, { name: 'tmpp' }] },
        ]),
      [
        [
          'Deployment/backend',
          `${POD}.initContainers.0.volumeMounts.1.name`,
          'The pod has no volume "tmpp". Did you mean "tmp"?',
        ],
      ],
    ],
    [
      'a pod without volumes',
      'production',
      (draft) => set(draft, 'Job/migration', `${POD}.volumes`, undefined),
      [['Job/migration', NAME, 'The pod has no volume "tmp".']],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'a volume that the StatefulSet claims for each pod',
      'minikube',
      (draft) => {
        set(draft, 'StatefulSet/postgres', `${POD}.volumes.0.name`, 'other')
        set(draft, 'StatefulSet/postgres', 'spec.volumeClaimTemplates', [{ metadata: { name: 'data' } }])
      },
    ],
  ],
})
