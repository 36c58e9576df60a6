import { gracefulStop } from '../../../../render/verify/rules/workloads/graceful-stop.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const CONTAINER = `${POD}.containers.0`

mistakes(gracefulStop, 'minikube', [
  [
    'no pause',
    [['Deployment/backend', `${CONTAINER}.lifecycle`]],
    [
      'Deployment/backend spec.template.spec.containers.0.lifecycle.preStop: Container "backend" has no preStop pause; add one of a few seconds.',
    ],
  ],
  [
    'a pause of nothing',
    [['Deployment/backend', `${CONTAINER}.lifecycle.preStop.sleep.seconds`, 0]],
    [
      'Deployment/backend spec.template.spec.containers.0.lifecycle.preStop: Container "backend" has no preStop pause; add one of a few seconds.',
    ],
  ],
  [
    'an endless end',
    [['StatefulSet/postgres', `${POD}.terminationGracePeriodSeconds`, 3600]],
    [
      'StatefulSet/postgres spec.template.spec.terminationGracePeriodSeconds: terminationGracePeriodSeconds is 3600: expected 1 to 120.',
    ],
  ],
  [
    'a pause by a command, and a database, which needs no pause',
    [['Deployment/backend', `${CONTAINER}.lifecycle.preStop`, { exec: { command: ['sleep', '5'] } }]],
    [],
  ],
])
