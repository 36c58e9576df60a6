import { expect, test } from 'vitest'
import backendUnreachable from '../../../../policies/backend-unreachable.ts'
import { reachFiles } from '../../../../render/verify/reach/files.ts'
import { reachability } from '../../../../render/verify/rules/network/reachability.ts'
import { changed, found, mistakes } from '../../../verify/mistakes.ts'

const from = (peer: object, port: unknown = 8000) => ({ from: [peer], ports: [{ port }] })
const namespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
})
const says = (who: string, where: string, monitored = '') =>
  `NetworkPolicy/backend spec.ingress.1: ${who} can reach backend${where}: only frontend${monitored} may.`

mistakes(backendUnreachable, 'minikube', [
  [
    'the ingress controller',
    [['NetworkPolicy/backend', 'spec.ingress.1', from(namespace('ingress-nginx'))]],
    [says('namespace ingress-nginx', ':8000')],
  ],
  [
    'Prometheus, without monitoring',
    [['NetworkPolicy/backend', 'spec.ingress.1', from(namespace('monitoring'))]],
    [says('namespace monitoring', ':8000')],
  ],
  [
    'every address',
    [['NetworkPolicy/backend', 'spec.ingress.1', from({ ipBlock: { cidr: '0.0.0.0/0' } })]],
    [says('0.0.0.0/0', ':8000')],
  ],
  ['everybody', [['NetworkPolicy/backend', 'spec.ingress.1', {}]], [says('anyone', ' at every port')]],
  [
    'the ingress controller in front of the frontend',
    [['NetworkPolicy/frontend', 'spec.ingress.1', from(namespace('ingress-nginx'), 3000)]],
    [],
  ],
  [
    'another workload of the name',
    [
      [
        'Job/backend',
        '',
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'backend', namespace: 'todo-app' },
          spec: { template: {} },
        },
      ],
      ['NetworkPolicy/backend', 'spec.ingress.1', from(namespace('x'))],
    ],
    [
      'NetworkPolicy/backend spec.ingress.1: namespace x can reach Deployment/backend:8000: only frontend may.',
    ],
  ],
])

const MONITORED = ' and one namespace that reads its metrics'
const PROMETHEUS = 'NetworkPolicy/metrics-from-prometheus spec.ingress.0'

mistakes(backendUnreachable, 'production', [
  [
    'the ingress controller beside Prometheus',
    [['NetworkPolicy/backend', 'spec.ingress.1', from(namespace('traefik'))]],
    [says('namespace traefik', ':8000', MONITORED)],
  ],
  [
    'a second namespace for metrics',
    [['NetworkPolicy/backend', 'spec.ingress.1', from(namespace('other'))]],
    [
      `${PROMETHEUS}: namespace monitoring can reach backend:8000: only frontend${MONITORED} may.`,
      says('namespace other', ':8000', MONITORED),
    ],
  ],
  [
    'Prometheus in another namespace',
    [['NetworkPolicy/metrics-from-prometheus', 'spec.ingress.0.from.0', namespace('observability')]],
    [],
  ],
  [
    'every namespace for metrics',
    [['NetworkPolicy/metrics-from-prometheus', 'spec.ingress.0.from.0', { namespaceSelector: {} }]],
    [`${PROMETHEUS}: every namespace can reach backend:8000: only frontend${MONITORED} may.`],
  ],
])

test('a reachability.yaml that allows it changes nothing', async () => {
  const subject = await changed('minikube', [
    ['NetworkPolicy/backend', 'spec.ingress.1', from(namespace('x'))],
  ])
  const more = reachFiles(
    new Map([
      [
        'base/platform/reachability.yaml',
        'peers: { x: { namespace: x } }\nconnections: { x: [backend:8000] }\n',
      ],
    ]),
  )
  const fleet = { ...subject.fleet, reachability: [...subject.fleet.reachability, ...more] }
  expect(found(reachability, { ...subject, fleet })).toEqual([])
  expect(found(backendUnreachable, { ...subject, fleet })).toEqual([says('namespace x', ':8000')])
})
