import { pausedWorkload } from '../../../render/verify/rules/paused-workload.ts'
import { mistakes } from '../mistakes.ts'

const POD = 'spec.template.spec'

mistakes(pausedWorkload, 'minikube', [
  [
    'a paused Deployment',
    [['Deployment/backend', 'spec.paused', true]],
    ['Deployment/backend spec.paused: Deployment/backend is stopped by paused: expected it to run.'],
  ],
  [
    'a node by its name',
    [['Deployment/backend', `${POD}.nodeName`, 'minikube']],
    [
      'Deployment/backend spec.template.spec.nodeName: The pods run on "minikube" and nowhere else: expected no nodeName.',
    ],
  ],
  [
    'the priority of the cluster itself',
    [['Job/migration', `${POD}.priorityClassName`, 'system-node-critical']],
    [
      'Job/migration spec.template.spec.priorityClassName: The pods are as important as the cluster\'s own, "system-node-critical": expected none.',
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
