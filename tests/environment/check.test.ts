import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../render/catalog/catalog.ts'
import { checkEnvironment } from '../../render/environment/check-environment.ts'
import { checkFleet } from '../../render/environment/check-fleet.ts'
import { type Definition, withDefaults } from '../../render/environment/environment.ts'
import type { EnvironmentDefinition, Fleet } from '../../render/environment/schema.ts'

const cluster = {
  server: 'https://kubernetes.default.svc',
  kubernetes: '1.36',
  argocd: { version: '3.5.7', kustomize: '5.8.1' },
}
const fleet: Fleet = {
  repository: 'https://git.example.com/todo/gitops.git',
  registry: 'registry.example.com',
  clusters: { local: cluster, remote: cluster },
}

const catalog: Catalog = {
  services: {
    web: {
      kinds: [],
      settings: ['LOG_LEVEL'],
      resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    },
  },
  components: { backup: [], ingress: [], spread: [] },
  platform: { kinds: [], quota: ['pods'] },
}

const define = (name: string, change: Partial<EnvironmentDefinition> = {}): Definition => ({
  name,
  environment: { cluster: 'local', database: { inCluster: { storage: '1Gi' } }, ...change },
  release: { services: { web: { tag: '0.1.0' } } },
})

const problems = (change: Partial<EnvironmentDefinition>): string[] =>
  checkEnvironment({ definition: define('dev', change), problems: [] }, catalog, fleet).map(
    ({ path, at, message }) => `${path.join('.')} (${at}): ${message}`,
  )

describe('what only two values together show', () => {
  const web = (definition: NonNullable<EnvironmentDefinition['services']>[string]) => ({
    services: { web: definition },
  })
  test.each<[string, Partial<EnvironmentDefinition>, readonly string[]]>([
    ['nothing wrong', {}, []],
    [
      'autoscaling of a service that has none',
      web({ autoscaling: { minReplicas: 1, maxReplicas: 2 } }),
      ['services.web.autoscaling (key): base/services/web has no folder "autoscaling" to switch on.'],
    ],
    ['as many at the least as at the most', web({ replicas: 2 }), []],
    ['a request at its limit', web({ resources: { requests: { memory: '512Mi' } } }), []],
    ['a request at its limit in other units', web({ resources: { requests: { memory: '536870912' } } }), []],
    [
      'a request a byte above its limit',
      web({ resources: { requests: { memory: '536870913' } } }),
      [
        'services.web.resources.requests.memory (value): The memory request 536870913 is above the limit 512Mi (from base/services/web).',
      ],
    ],
    ['a request where base has no limit', web({ resources: { requests: { cpu: '64' } } }), []],
    [
      'a limit below what base requests, where base has no limit',
      web({ resources: { limits: { cpu: '0.1' } } }),
      [
        'services.web.resources.limits.cpu (value): The cpu request 250m (from base/services/web) is above the limit 0.1.',
      ],
    ],
    [
      'both resources',
      web({ resources: { requests: { cpu: '2', memory: '2Gi' }, limits: { cpu: '1', memory: '1Gi' } } }),
      [
        'services.web.resources.requests.cpu (value): The cpu request 2 is above the limit 1.',
        'services.web.resources.requests.memory (value): The memory request 2Gi is above the limit 1Gi.',
      ],
    ],
    ['a component of base', { components: ['spread', 'backup'] }, []],
    ['an address of IPv6', { modelApi: { addresses: ['2001:db8::/32'] } }, []],
    [
      'an address of neither',
      { modelApi: { addresses: ['10.0.0.0/8', '1.2.3.999/8', '1::2::3/64'] } },
      [
        'modelApi.addresses.1 (value): "1.2.3.999/8" is not an address range.',
        'modelApi.addresses.2 (value): "1::2::3/64" is not an address range.',
      ],
    ],
    [
      'an address that no range begins with',
      { modelApi: { addresses: ['10.0.0.0/8', '192.0.2.5/24', '2001:db8::7/64', '192.0.2.5/32'] } },
      [
        'modelApi.addresses.1 (value): "192.0.2.5/24" does not begin at 192.0.2.5: write 192.0.2.0/24, or 192.0.2.5/32 for that one address.',
        'modelApi.addresses.2 (value): "2001:db8::7/64" does not begin at 2001:db8::7: write 2001:db8::/64, or 2001:db8::7/128 for that one address.',
      ],
    ],
    [
      'ingress and gateway without host',
      { ingress: { className: 'a', controllerNamespace: 'b' }, gateway: { name: 'a', namespace: 'b' } },
      [
        'ingress (key): The section "ingress" needs a "host" to serve: add host.',
        'gateway (key): The section "gateway" needs a "host" to serve: add host.',
      ],
    ],
  ])('%s', (_, change, expected) => expect(problems(change)).toEqual(expected))
})

describe('what two environments can not both have', () => {
  const told = (...definitions: Definition[]) =>
    checkFleet(definitions.map((definition) => ({ definition, problems: [] }))).map(
      ({ file, path, message }) => `${file} ${path.join('.')}: ${message}`,
    )
  const sameNamespace = 'The environment "a" is in the same namespace of the same cluster.'

  test.each<[string, readonly Definition[], readonly string[]]>([
    ['nothing in common', [define('a'), define('b')], []],
    [
      'one namespace on two clusters',
      [define('a', { namespace: 'x' }), define('b', { namespace: 'x', cluster: 'remote' })],
      [],
    ],
    [
      'one node port on two clusters',
      [define('a', { nodePort: 30080 }), define('b', { nodePort: 30080, cluster: 'remote' })],
      [],
    ],
    [
      'three of one namespace: each later one is told the first',
      ['a', 'b', 'c'].map((name) => define(name, { namespace: 'x' })),
      [
        `environments/b/environment.yaml namespace: ${sameNamespace}`,
        `environments/c/environment.yaml namespace: ${sameNamespace}`,
      ],
    ],
    [
      'a default that another one wrote out',
      [define('a', { namespace: 'todo-b' }), define('b')],
      [`environments/b/environment.yaml cluster: ${sameNamespace}`],
    ],
    [
      'everything',
      ['a', 'b'].map((name) => define(name, { namespace: 'x', host: 'todo.local', nodePort: 30080 })),
      [
        `environments/b/environment.yaml namespace: ${sameNamespace}`,
        'environments/b/environment.yaml host: The environment "a" has the same host.',
        'environments/b/environment.yaml nodePort: The environment "a" has the same node port on the same cluster.',
      ],
    ],
  ])('%s', (_, definitions, expected) => expect(told(...definitions)).toEqual(expected))

  const vault = (path: string, more: object = {}) => ({ externalSecrets: { store: 'vault', path, ...more } })
  const theirs = define('a', vault('todo/production'))
  const sameSecrets =
    'The environment "a" reads its secrets there or above or below it, in the same store: give each environment a path of its own.'

  test.each<[string, Partial<EnvironmentDefinition>]>([
    ['the same path', vault('todo/production')],
    ['in other letters, which some stores take for the same', vault('Todo/PRODUCTION')],
    ['above it', vault('todo')],
    ['below it', vault('todo/production/auth')],
    ['on another cluster', { cluster: 'remote', ...vault('todo/production') }],
    ['through the other kind of store', vault('todo/production', { storeKind: 'SecretStore' })],
  ])('secrets of another environment: %s', (_, change) =>
    expect(told(theirs, define('b', change))).toEqual([
      `environments/b/environment.yaml externalSecrets.path: ${sameSecrets}`,
    ]),
  )

  test.each<[string, Partial<EnvironmentDefinition>]>([
    ['beside it', vault('todo/staging')],
    ['that begins with the same letters', vault('todo/production2')],
    ['in another store', { externalSecrets: { store: 'vault-2', path: 'todo/production' } }],
  ])('secrets of its own: a path %s', (_, change) => expect(told(theirs, define('b', change))).toEqual([]))

  test('a cluster under two names is one cluster; the cluster that Argo CD runs in is not', () => {
    const cluster = (server: string) => ({
      server,
      kubernetes: '1.36',
      argocd: { version: '3.5.7', kustomize: '5.8.1' },
    })
    const two = ['a', 'b'].map((name) => ({
      definition: define(name, { cluster: name, namespace: 'x', nodePort: 30080 }),
      problems: [],
    }))
    const known = (server: string) => ({ a: cluster(server), b: cluster(server) })
    expect(checkFleet(two, known('https://10.0.0.1')).map(({ path }) => path[0])).toEqual([
      'namespace',
      'nodePort',
    ])
    expect(checkFleet(two, known('https://kubernetes.default.svc'))).toEqual([])
  })

  test.each<[string, Partial<EnvironmentDefinition>, Partial<EnvironmentDefinition>, string[]]>([
    [
      'an environment in the namespace of the controller that serves another',
      { ingress: { className: 'a', controllerNamespace: 'traefik' } },
      { namespace: 'traefik' },
      ['environments/a/environment.yaml ingress.controllerNamespace'],
    ],
    [
      'a gateway in the namespace of another environment',
      {},
      { gateway: { name: 'a', namespace: 'todo-a' } },
      ['environments/b/environment.yaml gateway.namespace'],
    ],
    [
      'one controller for both',
      { ingress: { className: 'a', controllerNamespace: 'traefik' } },
      { ingress: { className: 'a', controllerNamespace: 'traefik' } },
      [],
    ],
  ])('%s', (_, one, other, expected) =>
    expect(told(define('a', one), define('b', other)).map((each) => each.split(':')[0])).toEqual(expected),
  )
})

describe('defaults', () => {
  test('of an environment that says nothing', () =>
    expect(withDefaults(define('dev'), ['web', 'worker'])).toEqual({
      cluster: 'local',
      database: { inCluster: { storage: '1Gi' } },
      name: 'dev',
      namespace: 'todo-dev',
      revision: 'main',
      retain: false,
      sync: { automated: true, prune: true, selfHeal: true },
      services: { web: {}, worker: {} },
      release: { web: { tag: '0.1.0' } },
    }))

  test('give way to what is said, key by key', () =>
    expect(
      withDefaults(
        define('dev', {
          namespace: 'x',
          revision: 'v1',
          retain: true,
          sync: { prune: false },
          services: { web: { replicas: 3 } },
        }),
        ['web'],
      ),
    ).toMatchObject({
      namespace: 'x',
      revision: 'v1',
      retain: true,
      sync: { automated: true, prune: false, selfHeal: true },
      services: { web: { replicas: 3 } },
    }))
})
