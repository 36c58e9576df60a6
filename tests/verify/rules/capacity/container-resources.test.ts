import { containerResources } from '../../../../render/verify/rules/capacity/container-resources.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const RESOURCES = `${POD}.containers.0.resources`

mistakes(containerResources, 'minikube', [
  [
    'no CPU request',
    [['Deployment/backend', `${RESOURCES}.requests.cpu`]],
    [`Deployment/backend ${RESOURCES}.requests.cpu: Container "backend" has no cpu request.`],
  ],
  [
    'no memory limit',
    [['Job/smoke-test', `${RESOURCES}.limits.memory`]],
    [`Job/smoke-test ${RESOURCES}.limits.memory: Container "smoke-test" has no memory limit.`],
  ],
  [
    'no CPU limit, which throttles and protects nothing',
    [['Deployment/backend', `${RESOURCES}.limits.cpu`]],
    [],
  ],
  [
    'nothing at all',
    [['Deployment/backend', RESOURCES]],
    [
      `Deployment/backend ${RESOURCES}.requests.cpu: Container "backend" has no cpu request.`,
      `Deployment/backend ${RESOURCES}.requests.memory: Container "backend" has no memory request.`,
      `Deployment/backend ${RESOURCES}.limits.memory: Container "backend" has no memory limit.`,
    ],
  ],
  [
    'a request of nothing',
    [['Deployment/backend', `${RESOURCES}.requests.memory`, '0']],
    [
      `Deployment/backend ${RESOURCES}.requests.memory: Container "backend" has a memory request of "0": expected a quantity above 0.`,
    ],
  ],
  ['a whole CPU as a number', [['Deployment/backend', `${RESOURCES}.requests.cpu`, 1]], []],
  [
    'an init container',
    [
      [
        'Deployment/backend',
        `${POD}.initContainers`,
        [{ name: 'wait', resources: { requests: { cpu: '1m', memory: '1Mi' } } }],
      ],
    ],
    [
      `Deployment/backend ${POD}.initContainers.0.resources.limits.memory: Container "wait" has no memory limit.`,
    ],
  ],
])
