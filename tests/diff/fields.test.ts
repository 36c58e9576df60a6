import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diff } from '../../render/diff/diff.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { sidesOf } from './change.ts'
import { diffOf, paths, resource, risks, workload } from './resources.ts'

const container = (rest: object): Resource => workload('Deployment', 'api', { container: rest })
const pod = (rest: object): Resource => workload('Deployment', 'api', { pod: rest })
const policy = (spec: object): Resource => resource('NetworkPolicy', 'api', { spec })

const POD = 'Deployment/api spec.template.spec'
const HERE = `${POD}.containers[api]`

test.each<[string, Resource, Resource, string[]]>([
  [
    'an environment variable by its name',
    container({
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    }),
    container({
      env: [
        { name: 'NEW', value: '0' },
        { name: 'B', value: '3' },
        { name: 'A', value: '1' },
      ],
    }),
    [`${HERE}.env[B].value`, `${HERE}.env[NEW]`],
  ],
  [
    'a port by number and protocol, which is TCP by default',
    container({ ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP', name: 'old' }] }),
    container({
      ports: [
        { containerPort: 53, protocol: 'UDP', name: 'new' },
        { containerPort: 53, protocol: 'TCP' },
      ],
    }),
    [`${HERE}.ports[53/UDP].name`],
  ],
  [
    'a mount by its path',
    container({
      volumeMounts: [
        { name: 'a', mountPath: '/a' },
        { name: 'b', mountPath: '/b' },
      ],
    }),
    container({
      volumeMounts: [
        { name: 'b', mountPath: '/b', readOnly: true },
        { name: 'a', mountPath: '/a' },
      ],
    }),
    [`${HERE}.volumeMounts[/b].readOnly`],
  ],
  [
    'arguments as a whole, in their order',
    container({ args: ['a', 'b'] }),
    container({ args: ['b', 'a'] }),
    [`${HERE}.args`],
  ],
  [
    'init containers by name, and their order',
    pod({ initContainers: [{ name: 'x', image: 'x:1' }, { name: 'y' }] }),
    pod({ initContainers: [{ name: 'y' }, { name: 'x', image: 'x:2' }] }),
    [`${POD}.initContainers[x].image`, `${POD}.initContainers (order)`],
  ],
  [
    'tolerations as a set',
    pod({ tolerations: [{ key: 'a' }, { key: 'b' }] }),
    pod({ tolerations: [{ key: 'b' }, { key: 'c' }, { key: 'a' }] }),
    [`${POD}.tolerations[1]`],
  ],
  [
    'a Service port by its number',
    resource('Service', 'api', { spec: { ports: [{ port: 80, targetPort: 1 }, { port: 81 }] } }),
    resource('Service', 'api', { spec: { ports: [{ port: 81 }, { port: 80, targetPort: 2 }] } }),
    ['Service/api spec.ports[80/TCP].targetPort'],
  ],
  [
    'what changes within a peer of a policy, not the whole rule',
    policy({
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 1 }] }],
    }),
    policy({
      policyTypes: ['Egress', 'Ingress'],
      ingress: [{ ports: [{ protocol: 'TCP', port: 1 }], from: [{ ipBlock: { cidr: '10.1.0.0/16' } }] }],
    }),
    ['NetworkPolicy/api spec.ingress[0].from[0]', 'NetworkPolicy/api spec.ingress[0].from[0]'],
  ],
  [
    'an Ingress rule by its host',
    resource('Ingress', 'web', {
      spec: { rules: [{ host: 'a', http: { paths: [{ path: '/', backend: 1 }] } }, { host: 'b' }] },
    }),
    resource('Ingress', 'web', {
      spec: { rules: [{ host: 'b' }, { host: 'a', http: { paths: [{ path: '/', backend: 2 }] } }] },
    }),
    ['Ingress/web spec.rules[a].http.paths[0].backend'],
  ],
  [
    'a metric by what it measures',
    resource('HorizontalPodAutoscaler', 'api', {
      spec: {
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: 70 } },
          { type: 'Resource', resource: { name: 'memory' } },
        ],
      },
    }),
    resource('HorizontalPodAutoscaler', 'api', {
      spec: {
        metrics: [
          { type: 'Resource', resource: { name: 'memory' } },
          { type: 'Resource', resource: { name: 'cpu', target: 80 } },
        ],
      },
    }),
    ['HorizontalPodAutoscaler/api spec.metrics[Resource/cpu].resource.target'],
  ],
  [
    'quantities, of which only one is another',
    container({
      resources: { limits: { cpu: '1000m', memory: '1024Mi' }, requests: { cpu: 1, memory: '1e3' } },
    }),
    container({ resources: { limits: { cpu: 1, memory: '1Gi' }, requests: { cpu: '1.0', memory: '1001' } } }),
    [`${HERE}.resources.requests.memory`],
  ],
  [
    'text that only looks like a quantity',
    resource('ConfigMap', 'api', { data: { SIZE: '1000m' } }),
    resource('ConfigMap', 'api', { data: { SIZE: '1' } }),
    ['ConfigMap/api data.SIZE'],
  ],
  [
    'a list of an unknown kind, by position, without the equal items at both ends',
    resource('Widget', 'w', { spec: { steps: [{ a: 1 }, { a: 2 }, { a: 3 }] } }),
    resource('Widget', 'w', { spec: { steps: [{ a: 1 }, { a: 9 }, { a: 2 }, { a: 3 }] } }),
    ['Widget/w spec.steps[1]'],
  ],
  [
    'nothing where null stands for nothing',
    resource('Service', 'api', { spec: { selector: null, type: 'ClusterIP' } }),
    resource('Service', 'api', { spec: { type: 'ClusterIP' } }),
    [],
  ],
  [
    'a key with dots',
    resource('Service', 'api', { metadata: { annotations: { 'a.b/c': '1' } } }),
    resource('Service', 'api', { metadata: { annotations: { 'a.b/c': '2' } } }),
    ['Service/api metadata.annotations[a.b/c]'],
  ],
])('tells %s', (_, before, after, expected) => {
  expect(paths(diffOf([before], [after]))).toEqual(expected)
})

const SHUFFLED =
  /^(env|ports|volumes|volumeMounts|tolerations|containers|ingress|egress|from|to|policyTypes|finalizers|sourceRepos|destinations|namespaceResourceWhitelist|syncOptions|metrics|rules|tls|imagePullSecrets|drop|hosts)$/

/** A copy whose lists without an order have another one, and whose maps have their keys in another one. */
function shuffled(value: unknown, keys: () => number, kind: string, key = ''): unknown {
  const mixed = <T>(list: readonly T[]): T[] =>
    list
      .map((each) => [keys(), each] as const)
      .sort(([a], [b]) => a - b)
      .map(([, each]) => each)
  if (Array.isArray(value)) {
    const copy = value.map((each) => shuffled(each, keys, kind))
    // The order of rules means something in some kinds.
    return SHUFFLED.test(key) && !(key === 'rules' && kind !== 'Ingress') ? mixed(copy) : copy
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    mixed(Object.entries(value).map(([name, each]) => [name, shuffled(each, keys, kind, name)])),
  )
}

test('whatever the order of lists that have none: no field changes, and restarts are explained', async () => {
  const sides = await sidesOf(() => {})
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 50, maxLength: 50 }), (numbers) => {
      let next = 0
      const keys = () => numbers[next++ % numbers.length] as number
      const change = diff(
        sides.map(({ before, ...rest }) => {
          if (!before) throw new Error('every environment stands')
          const resources = before.resources.map((each) => shuffled(each, keys, each.kind) as Resource)
          return { ...rest, before, after: { ...before, resources: resources.toReversed() } }
        }),
      )
      expect(paths(change)).toEqual([])
      expect(change.summary).toMatchObject({ added: 0, changed: 0, removed: 0 })
      const restarts = change.environments.flatMap((each) =>
        each.restarts.map((id) => `note order-only ${id}`),
      )
      expect(risks(change).sort()).toEqual(restarts.sort())
    }),
    { numRuns: 30 },
  )
  expect(diff(sides)).toEqual(expect.objectContaining({ environments: [], risks: [] }))
})
