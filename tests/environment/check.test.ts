import { describe, expect, test } from 'vitest'
import type { Catalog, CatalogComponent } from '../../render/catalog/catalog.ts'
import type { Component } from '../../render/component/component.ts'
import { addressRange, integer, list, object, optional, secretPath } from '../../render/component/schema.ts'
import { checkEnvironment } from '../../render/environment/check-environment.ts'
import { checkFleet } from '../../render/environment/check-fleet.ts'
import { readValues } from '../../render/environment/component-values.ts'
import { type Definition, withDefaults } from '../../render/environment/environment.ts'
import type { EnvironmentDefinition, Fleet } from '../../render/environment/schema.ts'
import type { ParsedDefinition } from '../../render/environment/sources.ts'
import { componentOf } from '../support/system.ts'

const [externalSecrets, gateway, ingress, nodePort] = await Promise.all(
  ['external-secrets', 'gateway', 'ingress', 'node-port'].map(componentOf),
)

const cluster = {
  server: 'https://kubernetes.default.svc',
  kubernetes: '1.36',
  argocd: { version: '3.5.7', kustomize: '5.8.1' },
}
const fleet: Fleet = {
  system: 'todo',
  repository: 'https://git.example.com/todo/gitops.git',
  registry: 'registry.example.com',
  clusters: { local: cluster, remote: cluster },
}

const BROUGHT = { kinds: [], retainable: [], workloads: [], images: [] }

const catalog: Catalog = {
  services: {
    web: {
      ...BROUGHT,
      workload: { kind: 'Deployment', container: 'web' },
      images: ['web'],
      requires: [{ oneOf: ['database', 'elsewhere'] }],
      settings: ['LOG_LEVEL'],
      resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    },
  },
  components: {
    backup: defined({ description: 'Needs the database.', requires: ['database'] }),
    database: defined({
      description: 'A database.',
      conflicts: ['elsewhere'],
      values: object({ addresses: optional(list(addressRange('Where it is'), 'Where it is.')) }),
      check: ({ values, environment }) =>
        (values as { addresses?: string[] }).addresses?.includes('10.0.0.0/8')
          ? [{ path: ['addresses', 0], message: `${environment.namespace} is in that range.` }]
          : [],
    }),
    elsewhere: defined({ description: 'Another one.', conflicts: ['database'] }),
    'external-secrets': defined(externalSecrets as Component),
    gateway: defined(gateway as Component),
    ingress: defined(ingress as Component),
    'node-port': defined(nodePort as Component),
    port: defined({
      description: 'Has a port.',
      values: object({ port: integer(1, 9, 'The port') }),
      claims: ({ values }) => [
        {
          scope: 'cluster',
          compare: 'equal',
          what: 'port',
          value: String((values as { port: number }).port),
          path: ['port'],
        },
      ],
    }),
    spread: { ...BROUGHT, isBuilt: true },
    store: defined({
      description: 'Has a path.',
      values: object({ path: secretPath('The path') }),
      claims: ({ values }) => [
        {
          scope: 'fleet',
          compare: 'path',
          what: 'path',
          value: (values as { path: string }).path,
          path: ['path'],
        },
      ],
    }),
  },
  platform: { ...BROUGHT, quota: ['pods'], quotaName: 'todo' },
}

function defined(definition: Component): CatalogComponent {
  return { ...BROUGHT, isBuilt: true, definition }
}

const define = (name: string, change: Partial<EnvironmentDefinition> = {}): Definition => ({
  name,
  environment: { cluster: 'local', components: { database: {} }, ...change },
  release: { services: { web: { tag: '0.1.0' } } },
})

const both = (read: ParsedDefinition) => [...read.problems, ...checkEnvironment(read, catalog, fleet)]

const problems = (change: Partial<EnvironmentDefinition>): string[] =>
  both(readValues({ definition: define('dev', change), problems: [] }, catalog)).map(
    ({ path, at, message }) => `${path.join('.')} (${at}): ${message}`,
  )

describe('what only two values together show', () => {
  const on = (...names: string[]): Partial<EnvironmentDefinition> => ({
    components: Object.fromEntries(['database', ...names].map((name) => [name, {}])),
  })
  const addresses = (...ranges: string[]): Partial<EnvironmentDefinition> => ({
    components: { database: { addresses: ranges } },
  })
  const web = (definition: NonNullable<EnvironmentDefinition['services']>[string]) => ({
    services: { web: definition },
  })
  test.each<[string, Partial<EnvironmentDefinition>, readonly string[]]>([
    ['nothing wrong', {}, []],
    [
      'autoscaling of a service that has none',
      web({ autoscaling: { minReplicas: 1, maxReplicas: 2 } }),
      ['services.web.autoscaling (key): base/services/web has no folder "autoscaling" to enable.'],
    ],
    ['as many at minimum as at maximum scale', web({ replicas: 2 }), []],
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
    ['components of base', on('spread', 'backup'), []],
    [
      'an unknown component',
      on('spred'),
      ['components.spred (key): base/components has no folder "spred". Did you mean "spread"?'],
    ],
    [
      'no component that a service requires',
      { components: {} },
      [
        'components (key): The service "web" requires one of the components database, elsewhere; add it under `components`.',
      ],
    ],
    [
      'a component without the one that it requires',
      { components: { elsewhere: {}, backup: {} } },
      [
        'components.backup (key): The component "backup" requires the component "database"; add it under `components`.',
      ],
    ],
    [
      'components that exclude each other, said once',
      on('elsewhere'),
      [
        'components.database (key): The components database and elsewhere are mutually exclusive; remove one.',
      ],
    ],
    [
      'values where there are none',
      { components: { database: {}, backup: { keep: 3 } } },
      ['components.backup.keep (key): Unknown key "keep".'],
    ],
    [
      'no values where there are some',
      { host: 'todo.local', components: { database: {}, ingress: { className: 'a' } } },
      [
        'components.ingress.controllerNamespace (value): The key "controllerNamespace" is missing under "ingress".',
      ],
    ],
    ['an address of IPv6', addresses('2001:db8::/32'), []],
    [
      'an address of neither',
      addresses('192.0.2.0/24', '1.2.3.999/8', '1::2::3/64'),
      [
        'components.database.addresses.1 (value): "1.2.3.999/8" is not an address range.',
        'components.database.addresses.2 (value): "1::2::3/64" is not an address range.',
      ],
    ],
    [
      'an address that no range begins with',
      addresses('192.0.2.0/24', '192.0.2.5/24', '2001:db8::7/64', '192.0.2.5/32'),
      [
        'components.database.addresses.1 (value): "192.0.2.5/24" does not start at 192.0.2.5: write 192.0.2.0/24, or 192.0.2.5/32 for that one address.',
        'components.database.addresses.2 (value): "2001:db8::7/64" does not start at 2001:db8::7: write 2001:db8::/64, or 2001:db8::7/128 for that one address.',
      ],
    ],
    [
      "what the component's own check finds",
      addresses('10.0.0.0/8'),
      ['components.database.addresses.0 (value): todo-dev is in that range.'],
    ],
    [
      'a component that uses the host, without one',
      { components: { database: {}, ingress: { className: 'a', controllerNamespace: 'b' } } },
      ['components.ingress (key): The component "ingress" needs the key "host"; add it.'],
    ],
    [
      'a host that no component uses',
      { host: 'todo.local' },
      ['host (key): Nothing serves this host; add the component gateway or ingress, or remove host.'],
    ],
  ])('%s', (_, change, expected) => expect(problems(change)).toEqual(expected))
})

describe('what two environments cannot both have', () => {
  const told = (...definitions: Definition[]) =>
    checkFleet(
      definitions.map((definition) => ({ definition, problems: [] })),
      catalog,
      fleet,
    ).map(({ file, path, message }) => `${file} ${path.join('.')}: ${message}`)
  const sameNamespace = 'The environment "a" has the same namespace on the same cluster.'

  test.each<[string, readonly Definition[], readonly string[]]>([
    ['nothing in common', [define('a'), define('b')], []],
    [
      'one namespace on two clusters',
      [define('a', { namespace: 'x' }), define('b', { namespace: 'x', cluster: 'remote' })],
      [],
    ],
    [
      'one port on two clusters',
      [
        define('a', { components: { port: { port: 1 } } }),
        define('b', { components: { port: { port: 1 } }, cluster: 'remote' }),
      ],
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
      ['a', 'b'].map((name) =>
        define(name, { namespace: 'x', host: 'todo.local', components: { port: { port: 1 } } }),
      ),
      [
        `environments/b/environment.yaml namespace: ${sameNamespace}`,
        'environments/b/environment.yaml host: The environment "a" has the same host.',
        'environments/b/environment.yaml components.port.port: The environment "a" has the same port on the same cluster.',
      ],
    ],
    [
      'paths, one below the other, on any cluster',
      [
        define('a', { components: { store: { path: 'todo/a' } } }),
        define('b', { components: { store: { path: 'todo/a/b' } }, cluster: 'remote' }),
        define('c', { components: { store: { path: 'todo/ab' } } }),
      ],
      [
        'environments/b/environment.yaml components.store.path: The path overlaps with "todo/a" of the environment "a".',
      ],
    ],
  ])('%s', (_, definitions, expected) => expect(told(...definitions)).toEqual(expected))

  const vault = (path: string, more: object = {}) => ({
    components: { 'external-secrets': { store: 'vault', path, ...more } },
  })
  const theirs = define('a', vault('todo/production'))
  test.each<[string, Partial<EnvironmentDefinition>]>([
    ['the same path', vault('todo/production')],
    ['in other letters, which some stores take for the same', vault('Todo/PRODUCTION')],
    ['above it', vault('todo')],
    ['below it', vault('todo/production/auth')],
    ['on another cluster', { cluster: 'remote', ...vault('todo/production') }],
    ['through the other kind of store', vault('todo/production', { storeKind: 'SecretStore' })],
  ])('secrets of another environment: %s', (_, change) =>
    expect(told(theirs, define('b', change))).toEqual([
      expect.stringMatching(
        /^environments\/b\/environment.yaml components\.external-secrets\.path: The (environment "a" has the same path of secrets|path of secrets overlaps with "vault\/todo\/production" of the environment "a")\.$/,
      ),
    ]),
  )

  test.each<[string, Partial<EnvironmentDefinition>]>([
    ['beside it', vault('todo/staging')],
    ['that begins with the same letters', vault('todo/production2')],
    [
      'in another store',
      { components: { 'external-secrets': { store: 'vault-2', path: 'todo/production' } } },
    ],
  ])('secrets of its own: a path %s', (_, change) => expect(told(theirs, define('b', change))).toEqual([]))

  test('a cluster under two names is one cluster; the cluster that Argo CD runs in is not', () => {
    const cluster = (server: string) => ({
      server,
      kubernetes: '1.36',
      argocd: { version: '3.5.7', kustomize: '5.8.1' },
    })
    const two = ['a', 'b'].map((name) => ({
      definition: define(name, {
        cluster: name,
        namespace: 'x',
        components: { 'node-port': { port: 30080 } },
      }),
      problems: [],
    }))
    const known = (server: string) => ({
      system: 'todo',
      clusters: { a: cluster(server), b: cluster(server) },
    })
    expect(checkFleet(two, catalog, known('https://10.0.0.1')).map(({ path }) => path.join('.'))).toEqual([
      'namespace',
      'components.node-port.port',
    ])
    expect(checkFleet(two, catalog, known('https://kubernetes.default.svc'))).toEqual([])
  })

  test.each<[string, Partial<EnvironmentDefinition>, Partial<EnvironmentDefinition>, string[]]>([
    [
      'an environment in the namespace of the controller that serves another',
      { components: { ingress: { className: 'a', controllerNamespace: 'traefik' } } },
      { namespace: 'traefik' },
      ['environments/a/environment.yaml components.ingress.controllerNamespace'],
    ],
    [
      'a gateway in the namespace of another environment',
      {},
      { components: { gateway: { name: 'a', namespace: 'todo-a' } } },
      ['environments/b/environment.yaml components.gateway.namespace'],
    ],
    [
      'one controller for both',
      { components: { ingress: { className: 'a', controllerNamespace: 'traefik' } } },
      { components: { ingress: { className: 'a', controllerNamespace: 'traefik' } } },
      [],
    ],
  ])('%s', (_, one, other, expected) =>
    expect(told(define('a', one), define('b', other)).map((each) => each.split(':')[0])).toEqual(expected),
  )
})

describe('defaults', () => {
  test('of an environment that says nothing', () =>
    expect(withDefaults(define('dev'), ['web', 'worker'], fleet)).toEqual({
      cluster: 'local',
      components: { database: {} },
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
        fleet,
      ),
    ).toMatchObject({
      namespace: 'x',
      revision: 'v1',
      retain: true,
      sync: { automated: true, prune: false, selfHeal: true },
      services: { web: { replicas: 3 } },
    }))
})
