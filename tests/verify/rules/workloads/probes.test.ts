import { probes } from '../../../../render/verify/rules/workloads/probes.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const sidecar = (more: object = {}) => ({ name: 'proxy', restartPolicy: 'Always', ...more })

mistakes(probes, 'minikube', [
  [
    'no startup probe',
    [['Deployment/backend', `${POD}.containers.0.startupProbe`]],
    [
      `Deployment/backend ${POD}.containers.0.startupProbe: Container "backend" has no startupProbe: a slow start looks like a crash.`,
    ],
  ],
  [
    'a probe that asks nothing',
    [['StatefulSet/postgres', `${POD}.containers.0.livenessProbe`, { periodSeconds: 5 }]],
    [
      `StatefulSet/postgres ${POD}.containers.0.livenessProbe: Container "postgres" has no livenessProbe: Kubernetes does not restart it when it hangs.`,
    ],
  ],
  [
    'a sidecar without probes',
    [
      [
        'Deployment/backend',
        `${POD}.initContainers`,
        [sidecar({ livenessProbe: { grpc: { port: 1 } }, startupProbe: { exec: {} } })],
      ],
    ],
    [
      `Deployment/backend ${POD}.initContainers.0.readinessProbe: Container "proxy" has no readinessProbe: it receives requests before it can respond.`,
    ],
  ],
  [
    'an init container, which ends',
    [['Deployment/backend', `${POD}.initContainers`, [{ name: 'wait' }]]],
    [],
  ],
  [
    'none at all',
    [
      ['Deployment/backend', `${POD}.containers.0.startupProbe`],
      ['Deployment/backend', `${POD}.containers.0.livenessProbe`],
      ['Deployment/backend', `${POD}.containers.0.readinessProbe`],
    ],
    [
      `Deployment/backend ${POD}.containers.0.startupProbe: Container "backend" has no startupProbe: with a livenessProbe, a slow start looks like a crash.`,
      `Deployment/backend ${POD}.containers.0.livenessProbe: Container "backend" has no livenessProbe: Kubernetes does not restart it when it hangs.`,
      `Deployment/backend ${POD}.containers.0.readinessProbe: Container "backend" has no readinessProbe: it receives requests before it can respond.`,
    ],
  ],
  [
    'another way to ask',
    [['Deployment/backend', `${POD}.containers.0.readinessProbe`, { tcpSocket: { port: 8000 } }]],
    [],
  ],
])
