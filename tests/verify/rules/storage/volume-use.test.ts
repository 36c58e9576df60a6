import { volumeUse } from '../../../../render/verify/rules/storage/volume-use.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const CONTAINER = `${POD}.containers.0`

mistakes(volumeUse, 'minikube', [
  [
    'a volume that no container mounts',
    [['Deployment/backend', `${CONTAINER}.volumeMounts`, []]],
    [
      'Deployment/backend spec.template.spec.volumes.0: No container mounts the volume "tmp"; mount or remove it.',
    ],
  ],
  [
    'no source',
    [['StatefulSet/postgres', `${POD}.volumes.0`, { name: 'data' }]],
    [
      'StatefulSet/postgres spec.template.spec.volumes.0: Volume "data" has no source; set emptyDir or another source.',
    ],
  ],
  [
    'no bound',
    [['Deployment/backend', `${POD}.volumes.0.emptyDir`, {}]],
    [
      'Deployment/backend spec.template.spec.volumes.0.emptyDir.sizeLimit: The emptyDir "tmp" has no sizeLimit.',
    ],
  ],
  [
    'a bound without its unit',
    [['Deployment/backend', `${POD}.volumes.0.emptyDir.sizeLimit`, '64']],
    [
      'Deployment/backend spec.template.spec.volumes.0.emptyDir.sizeLimit: The emptyDir "tmp" has the sizeLimit "64": expected 1Mi or more.',
    ],
  ],
  [
    'a bound above that of the container',
    [['Deployment/backend', `${POD}.volumes.0.emptyDir.sizeLimit`, '64Gi']],
    [
      'Deployment/backend spec.template.spec.volumes.0.emptyDir.sizeLimit: The emptyDir "tmp" has the sizeLimit "64Gi": expected no more than the container\'s ephemeral-storage limit.',
    ],
  ],
  [
    'a volume that an init container mounts',
    [
      ['Deployment/backend', `${POD}.volumes.1`, { name: 'cache', emptyDir: { sizeLimit: '10Mi' } }],
      [
        'Deployment/backend',
        `${POD}.initContainers`,
        [{ name: 'fill', volumeMounts: [{ name: 'cache', mountPath: '/cache' }] }],
      ],
    ],
    [],
  ],
])
