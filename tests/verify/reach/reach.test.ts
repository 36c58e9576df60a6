import { describe, expect, test } from 'vitest'
import type { Resource } from '../../../render/kubernetes/resource.ts'
import { reachOf } from '../../../render/verify/reach/reach.ts'

// NetworkPolicies as https://kubernetes.io/docs/concepts/services-networking/network-policies/ explains them, over three
// workloads: `web` (label tier: front), `api` (ports http 8000 and dns 53/UDP) and `db` (5432).

const NAMESPACE = 'shop'

const workload = (kind: string, name: string, labels: object, ports: object[]): Resource => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: NAMESPACE },
  spec: {
    template: {
      metadata: { labels: { app: name, ...labels } },
      spec: { containers: [{ name, ports }] },
    },
  },
})

const WORKLOADS: readonly Resource[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels: { team: 'shop' } } },
  workload('Deployment', 'web', { tier: 'front' }, []),
  workload('Deployment', 'api', {}, [
    { name: 'http', containerPort: 8000 },
    { name: 'http', containerPort: 53, protocol: 'UDP' },
  ]),
  workload('StatefulSet', 'db', {}, [{ name: 'sql', containerPort: 5432 }]),
]

let count = 0
const policy = (spec: object, namespace = NAMESPACE): Resource => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: `policy-${count++}`, namespace },
  spec,
})

const all = {}
const app = (name: string) => ({ matchLabels: { app: name } })
const pods = (name: string) => ({ podSelector: app(name) })
const deny = policy({ podSelector: all, policyTypes: ['Ingress', 'Egress'] })
/** What `api` lets in, everything else denied. */
const intoApi = (...ingress: unknown[]) =>
  policy({ podSelector: app('api'), policyTypes: ['Ingress'], ingress })
/** What `web` may call. */
const fromWeb = (...egress: unknown[]) => policy({ podSelector: app('web'), policyTypes: ['Egress'], egress })
const webToApi = fromWeb({ to: [pods('api')] })

const edges = (...policies: Resource[]): string[] =>
  reachOf([...WORKLOADS, ...policies]).map(
    ({ from, to, port, protocol }) =>
      `${from} > ${to} ${port}${protocol === 'TCP' || protocol === 'any' ? '' : `/${protocol}`}`,
  )

type Row = readonly [title: string, policies: readonly Resource[], edges: readonly string[]]

describe('who is isolated', () => {
  const open = (from: string, to: string) => `${from} > ${to} *`
  test.each<Row>([
    [
      'without a policy everybody reaches everybody',
      [],
      ['anyone', 'api', 'db', 'web'].flatMap((from) =>
        ['anyone', 'api', 'db', 'web']
          .filter((to) => from !== 'anyone' || to !== 'anyone')
          .map((to) => open(from, to)),
      ),
    ],
    ['with all denied, none', [deny], []],
    [
      'a policy of another namespace says nothing here',
      [deny, policy({ podSelector: all, ingress: [{}] }, 'other')],
      [],
    ],
    [
      'a policy with nothing but a selector denies ingress, not egress',
      [policy({ podSelector: all })],
      ['api > anyone *', 'db > anyone *', 'web > anyone *'],
    ],
    [
      'one with egress rules and no types decides over both',
      [policy({ podSelector: all, egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] })],
      ['api > 203.0.113.0/24 *', 'db > 203.0.113.0/24 *', 'web > 203.0.113.0/24 *'],
    ],
    [
      'types decide, not rules: egress rules of an Ingress policy say nothing',
      [deny, policy({ podSelector: all, policyTypes: ['Ingress'], egress: [{}] })],
      [],
    ],
    [
      'an empty list of rules allows nothing',
      [deny, policy({ podSelector: all, ingress: [], egress: [] })],
      [],
    ],
    ['an empty rule allows everybody, on its own side', [deny, intoApi({})], ['anyone > api *']],
    [
      'policies add up',
      [deny, intoApi({ from: [pods('web')] }), intoApi({ from: [pods('db')] }), webToApi],
      ['web > api *'],
    ],
    [
      'a selector by expressions',
      [
        deny,
        intoApi({ from: [{ podSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } }] }),
        webToApi,
      ],
      ['web > api *'],
    ],
  ])('%s', (_, policies, expected) => expect(edges(...policies)).toEqual(expected))
})

describe('both sides must allow', () => {
  const allowed = intoApi({ from: [pods('web')], ports: [{ port: 8000 }] })
  test.each<Row>([
    ['both do', [deny, allowed, webToApi], ['web > api 8000']],
    ['only ingress does', [deny, allowed], []],
    ['only egress does', [deny, webToApi], []],
    [
      'ports: what both allow',
      [deny, allowed, fromWeb({ to: [pods('api')], ports: [{ port: 8000 }, { port: 9000 }] })],
      ['web > api 8000'],
    ],
    [
      'ports: nothing in common',
      [deny, allowed, fromWeb({ to: [pods('api')], ports: [{ port: 9000 }] })],
      [],
    ],
    [
      'protocols: nothing in common',
      [deny, allowed, fromWeb({ to: [pods('api')], ports: [{ port: 8000, protocol: 'UDP' }] })],
      [],
    ],
    [
      'a pod may call itself like any other',
      [
        deny,
        policy({ podSelector: app('db'), ingress: [{ from: [pods('db')] }], egress: [{ to: [pods('db')] }] }),
      ],
      ['db > db *'],
    ],
  ])('%s', (_, policies, expected) => expect(edges(...policies)).toEqual(expected))
})

describe('peers', () => {
  const named = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }
  const into = (...from: unknown[]): readonly Resource[] => [deny, intoApi({ from, ports: [{ port: 8000 }] })]
  test.each<Row>([
    ['pods that no workload here makes', into(pods('nobody')), ['pods app=nobody > api 8000']],
    ['a namespace by its name', into(named), ['namespace monitoring > api 8000']],
    [
      'some pods of a namespace: one entry',
      into({ ...named, ...pods('prometheus') }),
      ['namespace monitoring, pods app=prometheus > api 8000'],
    ],
    [
      'all of a namespace or some pods here: two entries',
      [...into(named, pods('web')), webToApi],
      ['namespace monitoring > api 8000', 'web > api 8000'],
    ],
    [
      'namespaces by their names',
      into({
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['b', 'a'] }],
        },
      }),
      ['namespace a > api 8000', 'namespace b > api 8000'],
    ],
    [
      'namespaces by a label, which this one has too',
      [...into({ namespaceSelector: { matchLabels: { team: 'shop' } } }), webToApi],
      ['namespaces team=shop > api 8000', 'web > api 8000'],
    ],
    [
      'every namespace, this one included',
      [...into({ namespaceSelector: {} }), webToApi],
      ['every namespace > api 8000', 'web > api 8000'],
    ],
    [
      'this namespace by its name',
      [
        ...into({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': NAMESPACE } } }),
        webToApi,
      ],
      ['web > api 8000'],
    ],
    ['every pod here', [...into({ podSelector: {} }), webToApi], ['web > api 8000']],
    ['addresses', into({ ipBlock: { cidr: '203.0.113.0/24' } }), ['203.0.113.0/24 > api 8000']],
    [
      'addresses with a hole',
      into({ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.128/25', '203.0.113.0/28'] } }),
      ['203.0.113.0/24 except 203.0.113.0/28, 203.0.113.128/25 > api 8000'],
    ],
    [
      'a range that pods may be in',
      [...into({ ipBlock: { cidr: '10.0.0.0/8' } }), webToApi],
      ['10.0.0.0/8 > api 8000', 'web > api 8000'],
    ],
    [
      'every address',
      [...into({ ipBlock: { cidr: '::/0' } }), webToApi],
      ['::/0 > api 8000', 'web > api 8000'],
    ],
    [
      'every address but those of pods',
      [
        ...into({
          ipBlock: {
            cidr: '0.0.0.0/0',
            except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'],
          },
        }),
        webToApi,
      ],
      ['0.0.0.0/0 except 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16 > api 8000'],
    ],
    ['none: an empty peer, which the API server refuses', into({}), []],
  ])('%s', (_, policies, expected) => expect(edges(...policies)).toEqual(expected))
})

describe('ports', () => {
  const ports = (...listed: unknown[]): readonly Resource[] => [
    deny,
    webToApi,
    intoApi({ from: [pods('web')], ports: listed }),
  ]
  test.each<Row>([
    ['none named means all', ports(), ['web > api *']],
    ['TCP where no protocol is said', ports({ port: 8000 }), ['web > api 8000']],
    ['another protocol', ports({ port: 8000, protocol: 'SCTP' }), ['web > api 8000/SCTP']],
    ['every port of a protocol', ports({ protocol: 'UDP' }), ['web > api */UDP']],
    ['a range', ports({ port: 8000, endPort: 8010 }), ['web > api 8000-8010']],
    [
      'a range holds its parts',
      ports({ port: 8000, endPort: 8010 }, { port: 8005 }),
      ['web > api 8000-8010'],
    ],
    ['several, by number', ports({ port: 9000 }, { port: 80 }), ['web > api 80', 'web > api 9000']],
    ['a name, as the pod has it for the protocol', ports({ port: 'http' }), ['web > api 8000']],
    ['the same name of another protocol', ports({ port: 'http', protocol: 'UDP' }), ['web > api 53/UDP']],
    ['a name that the pod does not have', ports({ port: 'sql' }), []],
    ['a number in quotes is a name', ports({ port: '8000' }), []],
    [
      'a name in egress is the port of the pod that is called',
      [deny, intoApi({ from: [pods('web')] }), fromWeb({ to: [pods('api')], ports: [{ port: 'http' }] })],
      ['web > api 8000'],
    ],
    [
      'a name in egress to elsewhere stays a name',
      [deny, fromWeb({ to: [{ namespaceSelector: {} }], ports: [{ port: 'http' }] })],
      ['web > every namespace http'],
    ],
    [
      'a name in ingress from elsewhere is the port of the pod here',
      [deny, intoApi({ from: [{ namespaceSelector: {} }], ports: [{ port: 'http' }] })],
      ['every namespace > api 8000'],
    ],
  ])('%s', (_, policies, expected) => expect(edges(...policies)).toEqual(expected))
})

test('two workloads of one name are told apart', () => {
  const job = { ...workload('Job', 'api', {}, []), apiVersion: 'batch/v1' }
  const found = reachOf([...WORKLOADS, job, deny, intoApi({ from: [pods('web')] }), webToApi])
  expect(found.map(({ from, to }) => `${from} > ${to}`)).toEqual(['web > Deployment/api', 'web > Job/api'])
})

test('the pods of a CronJob stand deeper', () => {
  const { spec } = workload('Job', 'night', {}, [])
  const cronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'night', namespace: NAMESPACE },
    spec: { jobTemplate: { spec } },
  }
  const called = policy({
    podSelector: app('night'),
    egress: [{ to: [pods('api')] }],
    policyTypes: ['Egress'],
  })
  const found = reachOf([...WORKLOADS, cronJob, deny, called, intoApi({ from: [pods('night')] })])
  expect(found).toEqual([{ from: 'night', to: 'api', port: '*', protocol: 'any' }])
})
