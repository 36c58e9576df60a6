import { pausedWorkload } from '../../../../render/verify/rules/workloads/paused-workload.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'

mistakes(pausedWorkload, 'minikube', [
  [
    'a paused Deployment',
    [['Deployment/backend', 'spec.paused', true]],
    ['Deployment/backend spec.paused: Deployment/backend is stopped by paused; remove the field.'],
  ],
  [
    'a node by its name',
    [['Deployment/backend', `${POD}.nodeName`, 'minikube']],
    [
      'Deployment/backend spec.template.spec.nodeName: nodeName binds the pods to node "minikube"; remove it.',
    ],
  ],
  [
    'the priority of the cluster itself',
    [['Job/migration', `${POD}.priorityClassName`, 'system-node-critical']],
    [
      'Job/migration spec.template.spec.priorityClassName: priorityClassName "system-node-critical" is reserved for cluster components; remove it.',
    ],
  ],
  [
    'a priority of our own, and a switch that is off',
    [
      ['Deployment/backend', `${POD}.priorityClassName`, 'important'],
      ['Deployment/backend', 'spec.paused', false],
    ],
    [],
  ],
])
