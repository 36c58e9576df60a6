import { terminationGrace } from '../../../../render/verify/rules/workloads/termination-grace.ts'
import { CONTAINER, POD, same, set, testRule } from '../../rule-cases.ts'

const GRACE = `${POD}.terminationGracePeriodSeconds`
const message = (grace: number, pause: number, drain: number) =>
  `terminationGracePeriodSeconds is ${grace}; preStop takes ${pause} s and DRAIN_SECONDS ${drain} s: expected more than ${pause + drain}.`

testRule(terminationGrace, {
  catches: [
    [
      'a setting that takes all of it',
      'production',
      (draft) => set(draft, 'ConfigMap/backend', 'data.DRAIN_SECONDS', '25'),
      [['ConfigMap/backend', 'data.DRAIN_SECONDS', message(30, 5, 25)]],
    ],
    [
      'a shorter grace period',
      'production',
      (draft) => set(draft, 'Deployment/backend', GRACE, 20),
      [['ConfigMap/backend', 'data.DRAIN_SECONDS', message(20, 5, 15)]],
    ],
    [
      "the API server's default of 30 s",
      'production',
      (draft) => {
        set(draft, 'Deployment/backend', GRACE, undefined)
        set(draft, 'Deployment/backend', `${CONTAINER}.lifecycle.preStop.sleep.seconds`, 15)
      },
      [['ConfigMap/backend', 'data.DRAIN_SECONDS', message(30, 15, 15)]],
    ],
    [
      'a command that sleeps, of a pod without the setting',
      'minikube',
      (draft) => {
        set(draft, 'StatefulSet/postgres', `${CONTAINER}.lifecycle`, {
          preStop: { exec: { command: ['/bin/sh', '-c', 'sleep 60'] } },
        })
      },
      [['StatefulSet/postgres', GRACE, message(60, 60, 0)]],
    ],
  ],
  passes: [
    ['the environment as it is', 'minikube', same],
    [
      'one second more than both',
      'production',
      (draft) => set(draft, 'ConfigMap/backend', 'data.DRAIN_SECONDS', '24'),
    ],
    [
      'a setting that a variable overrides',
      'production',
      (draft) => {
        set(draft, 'ConfigMap/backend', 'data.DRAIN_SECONDS', '25')
        set(draft, 'Deployment/backend', `${CONTAINER}.env.2`, { name: 'DRAIN_SECONDS', value: '10' })
      },
    ],
    [
      'no hook and no setting',
      'production',
      (draft) => {
        set(draft, 'Deployment/backend', `${CONTAINER}.lifecycle`, undefined)
        set(draft, 'ConfigMap/backend', 'data.DRAIN_SECONDS', undefined)
        set(draft, 'Deployment/backend', GRACE, 0)
      },
    ],
  ],
})
