import { probeTiming } from '../../../../render/verify/rules/workloads/probe-timing.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const CONTAINER = `${POD}.containers.0`

mistakes(probeTiming, 'minikube', [
  [
    'a digit too much',
    [['StatefulSet/postgres', `${CONTAINER}.livenessProbe.periodSeconds`, 200]],
    [
      'StatefulSet/postgres spec.template.spec.containers.0.livenessProbe: Container "postgres": a hanging container is left 1200 s by its livenessProbe: expected 15 to 300.',
    ],
  ],
  [
    'a readiness probe that takes minutes',
    [['Deployment/backend', `${CONTAINER}.readinessProbe.periodSeconds`, 60]],
    [
      'Deployment/backend spec.template.spec.containers.0.readinessProbe: Container "backend": a pod that fails goes on getting requests 180 s by its readinessProbe: expected 3 to 60.',
    ],
  ],
  [
    'no time to start',
    [['Deployment/backend', `${CONTAINER}.startupProbe.failureThreshold`, 3]],
    [
      'Deployment/backend spec.template.spec.containers.0.startupProbe: Container "backend": a start may take 6 s by its startupProbe: expected 20 to 600.',
    ],
  ],
  [
    'an answer that comes after the timeout',
    [['Deployment/backend', `${CONTAINER}.readinessProbe.timeoutSeconds`, 40]],
    [
      'Deployment/backend spec.template.spec.containers.0.readinessProbe.timeoutSeconds: Container "backend": timeoutSeconds of the readinessProbe is 40: expected 10 or less.',
    ],
  ],
  [
    'the defaults, and a 0 that means them',
    [
      ['Deployment/backend', `${CONTAINER}.livenessProbe.periodSeconds`, 0],
      ['Deployment/backend', `${CONTAINER}.livenessProbe.timeoutSeconds`],
    ],
    [],
  ],
])
