import { podDefaults } from '../../../../render/verify/rules/workloads/pod-defaults.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'

mistakes(podDefaults, 'minikube', [
  [
    'variables of Services',
    [['Deployment/backend', `${POD}.enableServiceLinks`]],
    [
      'Deployment/backend spec.template.spec.enableServiceLinks: enableServiceLinks is not set: expected false.',
    ],
  ],
  [
    'a volume of another group',
    [['Deployment/backend', `${POD}.securityContext.fsGroup`, 100]],
    [
      'Deployment/backend spec.template.spec.securityContext.fsGroup: fsGroup is 100: expected 1001, the runAsGroup.',
    ],
  ],
  [
    'a walk through the database at each start',
    [['StatefulSet/postgres', `${POD}.securityContext.fsGroupChangePolicy`]],
    [
      'StatefulSet/postgres spec.template.spec.securityContext.fsGroupChangePolicy: fsGroupChangePolicy is not set, which changes the owner of every file at each start: expected OnRootMismatch.',
    ],
  ],
  [
    'a policy where there is no claim',
    [['Deployment/backend', `${POD}.securityContext.fsGroupChangePolicy`, 'Always']],
    [],
  ],
])
