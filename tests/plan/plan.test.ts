import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../render/catalog/catalog.ts'
import { defined, patch } from '../../render/component/manifest.ts'
import { type Definition, withDefaults } from '../../render/environment/environment.ts'
import type { Fleet } from '../../render/environment/schema.ts'
import { planRoot } from '../../render/plan/argocd.ts'
import { planEnvironment } from '../../render/plan/plan.ts'

const SERVICES = ['ai', 'web', 'worker']
const kind = (group: string, name: string) => ({ group, kind: name })

const fleet: Fleet = {
  system: 'todo',
  repository: 'git@git.example.com:todo/gitops.git',
  registry: 'registry.example.com/todo',
  clusters: {
    local: {
      server: 'https://local.example.com',
      kubernetes: '1.36',
      argocd: { namespace: 'gitops', version: '3.5.7', kustomize: '5.8.1' },
    },
  },
}

const service = {
  kinds: [kind('apps', 'Deployment'), kind('', 'Service')],
  retainable: [],
  workloads: [],
  requires: [],
  settings: ['LOG_LEVEL'],
  resources: { requests: {}, limits: {} },
  autoscaling: { minReplicas: 2, maxReplicas: 10, kinds: [kind('autoscaling', 'HorizontalPodAutoscaler')] },
}
const RUNS = { workloads: [], images: [] }
const catalog: Catalog = {
  services: Object.fromEntries(
    SERVICES.map((name) => [
      name,
      { ...service, images: [name], workload: { kind: 'Deployment', container: name } },
    ]),
  ),
  components: {
    postgres: {
      ...RUNS,
      kinds: [kind('apps', 'StatefulSet')],
      retainable: [{ kind: 'PersistentVolumeClaim', name: 'data' }],
      isBuilt: true,
      definition: {
        description: 'A database.',
        patches: ({ values, environment }) => [
          patch('v1', 'PersistentVolumeClaim', 'data', { spec: { values, environment: environment.name } }),
        ],
      },
    },
    spread: { ...RUNS, kinds: [], retainable: [], isBuilt: true },
    ingress: { ...RUNS, kinds: [kind('networking.k8s.io', 'Ingress')], retainable: [], isBuilt: true },
    backup: { ...RUNS, kinds: [kind('batch', 'CronJob')], retainable: [], isBuilt: true },
    patch: { ...RUNS, kinds: [], retainable: [], isBuilt: false },
  },
  platform: {
    ...RUNS,
    kinds: [kind('', 'Namespace')],
    retainable: [{ kind: 'Namespace', name: 'todo' }],
    quota: ['pods'],
    quotaName: 'todo',
  },
}

const definition: Definition = {
  name: 'dev',
  environment: {
    cluster: 'local',
    components: { spread: {}, postgres: { storage: '1Gi' }, patch: {}, backup: {} },
    services: {
      worker: { autoscaling: { minReplicas: 2, maxReplicas: 10 } },
      web: { replicas: 3, settings: { LOG_LEVEL: 'debug' }, resources: { limits: { cpu: '1' } } },
    },
  },
  release: {
    services: {
      worker: { tag: '2.0.0' },
      web: { tag: '1.0.0', digest: `sha256:${'0'.repeat(64)}` },
      ai: { tag: '3.0.0' },
    },
  },
}

/** Freezes data all the way down: a plan that changed what it is made from would throw. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) frozen(each)
    Object.freeze(value)
  }
  return value
}

const plan = (change: Partial<Definition['environment']> = {}, from = definition) =>
  planEnvironment(
    withDefaults(frozen({ ...from, environment: { ...from.environment, ...change } }), SERVICES, fleet),
    frozen(fleet),
    frozen(catalog),
  )

describe('the overlay', () => {
  test('names what it is made of in the order of names, and the release last', () => {
    const { resources, components } = plan().overlay
    expect(resources).toEqual([
      '../../base/platform',
      ...SERVICES.map((name) => `../../base/services/${name}`),
    ])
    expect(components).toEqual([
      '../../base/components/backup',
      '../../base/components/postgres',
      '../../base/components/spread',
      '../../base/services/worker/autoscaling',
      'release',
    ])
  })

  test('says the replicas of every service that has no autoscaler', () =>
    expect(plan().overlay.replicas).toEqual([
      { name: 'ai', count: 1 },
      { name: 'web', count: 3 },
    ]))

  test('patches only what differs from base, each object by kind and name', () => {
    expect(plan().overlay.patches?.map(({ patch }) => `${patch.kind} ${patch.metadata.name}`)).toEqual([
      'PersistentVolumeClaim data',
      'ConfigMap web',
      'Deployment web',
    ])
    for (const { patch } of plan().overlay.patches ?? []) expect(Object.keys(patch)).not.toContain('target')
  })

  test('labels pods and never selectors', () =>
    expect(plan().overlay.labels).toEqual([{ pairs: { environment: 'dev' }, includeTemplates: true }]))

  test.each([
    [{ minReplicas: 2, maxReplicas: 10 }, undefined],
    [{ minReplicas: 3, maxReplicas: 10 }, { minReplicas: 3 }],
    [{ minReplicas: 2, maxReplicas: 4 }, { maxReplicas: 4 }],
    [
      { minReplicas: 1, maxReplicas: 1 },
      { minReplicas: 1, maxReplicas: 1 },
    ],
  ])('bounds %j are patched by %j', (autoscaling, spec) => {
    const { patches = [] } = plan({ services: { web: { autoscaling } } }).overlay
    const patch = patches.map((each) => each.patch).find((each) => each.kind === 'HorizontalPodAutoscaler')
    expect(patch?.spec).toEqual(spec)
  })
})

describe('the release', () => {
  test('names every image by its service, in the order of names, and nothing else', () =>
    expect(plan().release).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      images: [
        { name: 'ai', newName: 'registry.example.com/todo/ai', newTag: '3.0.0' },
        {
          name: 'web',
          newName: 'registry.example.com/todo/web',
          newTag: '1.0.0',
          digest: `sha256:${'0'.repeat(64)}`,
        },
        { name: 'worker', newName: 'registry.example.com/todo/worker', newTag: '2.0.0' },
      ],
    }))
})

describe('Argo CD', () => {
  const documents = [...plan().argocd, ...planRoot('local', fleet.clusters['local'] as never, fleet)]

  test('everything lives where Argo CD runs, in a project of its own', () => {
    for (const { kind: name, metadata, spec } of documents) {
      expect(metadata.namespace).toBe('gitops')
      if (name === 'Application') expect(spec).toMatchObject({ project: metadata.name })
    }
    expect(documents.map(({ kind: name, metadata }) => `${name} ${metadata.name}`)).toEqual([
      'AppProject todo-dev',
      'Application todo-dev',
      'AppProject root-local',
      'Application root-local',
    ])
  })

  test('a project names one repository and one destination, without wildcards', () => {
    for (const { spec } of documents.filter((each) => each.kind === 'AppProject')) {
      expect(spec).toMatchObject({ sourceRepos: [fleet.repository] })
      expect((spec as { destinations: unknown[] }).destinations).toHaveLength(1)
      expect(JSON.stringify(spec)).not.toContain('*')
    }
  })

  test('a sync that fails tries again, but not indefinitely, and with the newest commit', () => {
    for (const { spec } of documents.filter((each) => each.kind === 'Application'))
      expect(spec).toMatchObject({ syncPolicy: { retry: { limit: 5, refresh: true } } })
  })

  test('kinds are those of platform, and of services and components whether they are on or not, each once', () =>
    expect(documents[0]?.spec).toMatchObject({
      namespaceResourceWhitelist: [
        kind('', 'Pod'),
        kind('', 'Service'),
        kind('apps', 'ControllerRevision'),
        kind('apps', 'Deployment'),
        kind('apps', 'ReplicaSet'),
        kind('apps', 'StatefulSet'),
        kind('autoscaling', 'HorizontalPodAutoscaler'),
        kind('batch', 'CronJob'),
        kind('discovery.k8s.io', 'EndpointSlice'),
        kind('networking.k8s.io', 'Ingress'),
      ],
    }))
})

test('the order in which people write keys and lists changes nothing', () => {
  const reversed = <T>(value: T): T =>
    (typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, each]) => [name, reversed(each)]),
        )
      : value) as T
  expect(JSON.stringify(plan({}, reversed(definition)))).toBe(JSON.stringify(plan()))
})

test('a value that is not there is not written', () => {
  expect(Object.keys(defined({ a: 1, b: undefined, c: false, d: '' }))).toEqual(['a', 'c', 'd'])
})
