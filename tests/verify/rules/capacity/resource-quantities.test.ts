import { resourceQuantities } from '../../../../render/verify/rules/capacity/resource-quantities.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const CONTAINER = `${POD}.containers.0`

mistakes(resourceQuantities, 'production', [
  [
    'a request that has lost its unit',
    [['Deployment/backend', `${CONTAINER}.resources.requests.memory`, '512']],
    [
      'Deployment/backend spec.template.spec.containers.0.resources.requests.memory: The memory limit "1Gi" is more than 50 times the request "512"; correct the unit of one of them.',
      'Deployment/backend spec.template.spec.containers.0.resources.requests.memory: Container "backend" requests "512" of memory: expected 4Mi or more.',
    ],
  ],
  [
    'a limit of the next unit',
    [['Deployment/backend', `${CONTAINER}.resources.limits.memory`, '512Gi']],
    [
      'Deployment/backend spec.template.spec.containers.0.resources.requests.memory: The memory limit "512Gi" is more than 50 times the request "512Mi"; correct the unit of one of them.',
    ],
  ],
  [
    'no limit, and the default is too low',
    [['Deployment/backend', `${CONTAINER}.resources.limits.cpu`]],
    [
      'Deployment/backend spec.template.spec.containers.0.resources.limits.cpu: Container "backend" sets no cpu limit and requests more than the LimitRange default; set a limit.',
    ],
  ],
  [
    'ten times the request',
    [
      [
        'Deployment/backend',
        `${CONTAINER}.resources.limits`,
        { cpu: '5', memory: '5Gi', 'ephemeral-storage': '256Mi' },
      ],
    ],
    [],
  ],
])

mistakes(resourceQuantities, 'minikube', [
  [
    'a claim of some mebibytes',
    [['PersistentVolumeClaim/postgres-data', 'spec.resources.requests.storage', '1Mi']],
    [
      'PersistentVolumeClaim/postgres-data spec.resources.requests.storage: The claim requests "1Mi": expected 100Mi or more.',
    ],
  ],
  [
    'a default without its unit',
    [['LimitRange/todo', ['spec', 'limits', 0, 'defaultRequest', 'memory'], '64']],
    [
      'LimitRange/todo spec.limits.0.defaultRequest.memory: The memory limit "256Mi" is more than 50 times the request "64"; correct the unit of one of them.',
    ],
  ],
])
