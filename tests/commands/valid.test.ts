import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { render } from '../../render/commands/render.ts'
import { type Any, type Built, build, type Fixture, read } from '../fixtures/build.ts'
import { ROOT } from '../support/repository.ts'

/** The one environment of most fixtures. */
const only = ({ environments }: Fixture): Built => {
  expect(Object.keys(environments)).toEqual(['dev'])
  return environments['dev'] as Built
}

const kindOf = (apiVersion: string, kind: string) =>
  `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`

/** What controllers make of the objects in git: Argo CD shows it only if the project allows it. */
const CHILDREN = ['/Pod', 'apps/ControllerRevision', 'apps/ReplicaSet', 'discovery.k8s.io/EndpointSlice']

const cidrs = (policy: Any): string[] =>
  policy.spec.egress.flatMap((rule: Any) => rule.to.map((to: Any) => to.ipBlock.cidr))
const container = (workload: Any): Any => workload.spec.template.spec.containers[0]
const scale = ({ find }: Built, service: string) => {
  const autoscaler = find('HorizontalPodAutoscaler', service)?.spec
  return {
    replicas: find('Deployment', service).spec.replicas,
    autoscaler: autoscaler && [autoscaler.minReplicas, autoscaler.maxReplicas],
  }
}
const sourceNamespaces = (policy: Any): string[] =>
  policy.spec.ingress.flatMap((rule: Any) =>
    rule.from.map((from: Any) => from.namespaceSelector.matchLabels['kubernetes.io/metadata.name']),
  )
const kinds = ({ objects }: Built): Set<string> => new Set(objects.map(({ kind }) => kind))
const KEPT = 'Prune=false,Delete=false'
const syncOptions = (object: Any): string => object.metadata.annotations['argocd.argoproj.io/sync-options']

/** What matters about each fixture; its folder's name says which option it shows. */
const fixtures: Record<string, (built: Fixture) => void> = {
  minimal: (built) => {
    const dev = only(built)
    for (const service of ['ai-agent', 'backend', 'frontend', 'mcp-server'])
      expect(scale(dev, service)).toEqual({ replicas: 1, autoscaler: undefined })
    expect(dev.find('Namespace', 'todo-dev')).toBeDefined()
    for (const kind of ['Ingress', 'HTTPRoute', 'ExternalSecret', 'CronJob', 'ServiceMonitor', 'Secret'])
      expect(kinds(dev)).not.toContain(kind)
    expect(dev.objects.filter(({ spec }) => spec?.type === 'NodePort')).toEqual([])
    expect(dev.find('PersistentVolumeClaim', 'postgres-data').spec).toMatchObject({
      resources: { requests: { storage: '1Gi' } },
    })
    expect(dev.find('PersistentVolumeClaim', 'postgres-data').spec).not.toHaveProperty('storageClassName')
    expect(dev.application.spec).toMatchObject({
      project: 'todo-dev',
      source: { targetRevision: 'main', path: 'overlays/dev' },
      destination: { namespace: 'todo-dev' },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    })
    expect(dev.application.metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io'])
  },

  'backup-and-node-port': (built) => {
    const dev = only(built)
    expect(dev.find('Service', 'frontend-node-port').spec).toMatchObject({
      type: 'NodePort',
      ports: [{ name: 'http', port: 3000, targetPort: 'http', nodePort: 31234 }],
    })
    expect(dev.find('NetworkPolicy', 'frontend-from-node-port')).toBeDefined()
    expect(dev.find('CronJob', 'postgres-backup')).toBeDefined()
    expect(dev.find('PersistentVolumeClaim', 'postgres-data').spec).toMatchObject({
      storageClassName: 'fast',
      resources: { requests: { storage: '20Gi' } },
    })
    // Kept by a prune, gone with the environment.
    expect(syncOptions(dev.find('PersistentVolumeClaim', 'postgres-backup'))).toBe('Prune=false')
  },

  'external-database': (built) => {
    const dev = only(built)
    expect(kinds(dev)).not.toContain('StatefulSet')
    expect(kinds(dev)).not.toContain('PersistentVolumeClaim')
    const policy = dev.find('NetworkPolicy', 'to-database')
    expect(cidrs(policy)).toEqual(['203.0.113.0/24', '2001:db8::/32'])
    expect(policy.spec.egress).toHaveLength(1)
    expect(policy.spec.egress[0].ports).toEqual([{ port: 6432 }])
  },

  'ingress-with-tls': (built) => {
    const dev = only(built)
    const ingress = dev.find('Ingress', 'frontend')
    expect(ingress.spec.ingressClassName).toBe('traefik')
    expect(ingress.spec.tls).toEqual([{ hosts: ['todo.example.com'], secretName: 'todo-tls' }])
    expect(ingress.metadata.annotations['cert-manager.io/cluster-issuer']).toBe('letsencrypt')
    expect(ingress.spec.rules).toHaveLength(1)
    expect(ingress.spec.rules[0]).toMatchObject({
      host: 'todo.example.com',
      http: { paths: [{ path: '/', backend: { service: { name: 'frontend', port: { name: 'http' } } } }] },
    })
    expect(sourceNamespaces(dev.find('NetworkPolicy', 'frontend-from-ingress-controller'))).toEqual([
      'traefik-system',
    ])
  },

  gateway: (built) => {
    const dev = only(built)
    const route = dev.find('HTTPRoute', 'frontend')
    expect(route.spec.hostnames).toEqual(['todo.example.com'])
    expect(route.spec.parentRefs).toEqual([{ name: 'public', namespace: 'gateways', sectionName: 'https' }])
    expect(route.spec.rules[0].backendRefs).toEqual([{ name: 'frontend', port: 3000 }])
    expect(sourceNamespaces(dev.find('NetworkPolicy', 'frontend-from-gateway'))).toEqual(['gateways'])
    expect(kinds(dev)).not.toContain('Ingress')
  },

  'external-secrets': (built) => {
    const dev = only(built)
    const secrets = dev.objects.filter(({ kind }) => kind === 'ExternalSecret')
    expect(secrets.map(({ metadata, spec }) => [metadata.name, spec.dataFrom[0].extract.key]).sort()).toEqual(
      [
        ['auth', 'todo/dev/auth'],
        ['database', 'todo/dev/database'],
        ['model-api', 'todo/dev/model-api'],
      ],
    )
    for (const { spec } of secrets) {
      expect(spec.secretStoreRef).toEqual({ kind: 'SecretStore', name: 'team' })
      expect(spec.refreshInterval).toBe('15m')
      expect(spec.dataFrom).toHaveLength(1)
    }
  },

  retain: (built) => {
    const dev = only(built)
    expect(dev.application.metadata).not.toHaveProperty('finalizers')
    expect(syncOptions(dev.find('Namespace', 'todo-dev'))).toBe(KEPT)
    expect(syncOptions(dev.find('PersistentVolumeClaim', 'postgres-data'))).toBe(KEPT)
    expect(syncOptions(dev.find('PersistentVolumeClaim', 'postgres-backup'))).toBe(KEPT)
    // What an option adds must not cost the order: the claims still come before the database.
    expect(dev.find('PersistentVolumeClaim', 'postgres-data').metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-wave': '-1',
    })
  },

  'manual-sync': (built) => {
    const { syncPolicy } = only(built).application.spec
    expect(syncPolicy).not.toHaveProperty('automated')
    expect(syncPolicy.retry.limit).toBeGreaterThan(0)
  },

  'sync-without-prune': (built) =>
    expect(only(built).application.spec.syncPolicy.automated).toEqual({ prune: false, selfHeal: true }),

  'other-revision': (built) => expect(only(built).application.spec.source.targetRevision).toBe('release/1.2'),

  'own-model-endpoint': (built) => {
    const dev = only(built)
    const policy = dev.find('NetworkPolicy', 'ai-agent-to-model-api')
    expect(cidrs(policy)).toEqual(['198.51.100.7/32'])
    expect(policy.spec.egress[0].ports).toEqual([{ port: 8443 }])
    expect(dev.find('ConfigMap', 'ai-agent').data['OPENAI_BASE_URL']).toBe(
      'https://models.example.com:8443/v1',
    )
  },

  quota: (built) => {
    const { hard } = only(built).find('ResourceQuota', 'todo').spec
    expect(hard).toMatchObject({ pods: '12', 'limits.memory': '6Gi', 'services.loadbalancers': '0' })
  },

  autoscaling: (built) => {
    const dev = only(built)
    expect(scale(dev, 'backend')).toEqual({ replicas: undefined, autoscaler: [2, 10] })
    expect(scale(dev, 'frontend')).toEqual({ replicas: undefined, autoscaler: [3, 5] })
    expect(scale(dev, 'mcp-server')).toEqual({ replicas: 4, autoscaler: undefined })
    expect(scale(dev, 'ai-agent')).toEqual({ replicas: 1, autoscaler: undefined })
    expect(dev.find('HorizontalPodAutoscaler', 'frontend').spec.behavior).toMatchObject({
      scaleUp: { stabilizationWindowSeconds: 0 },
      scaleDown: { stabilizationWindowSeconds: 300 },
    })
    // What base says already is not said again.
    const overlay = readFileSync(join(built.root, 'overlays/dev/kustomization.yaml'), 'utf8')
    expect(overlay.match(/kind: HorizontalPodAutoscaler/g)).toHaveLength(1)
  },

  resources: (built) => {
    const { resources } = container(only(built).find('Deployment', 'backend'))
    expect(resources.requests).toMatchObject({ cpu: '0.4', memory: '256Mi' })
    expect(resources.limits).toMatchObject({ cpu: '500m', memory: '1Gi' })
  },

  'settings-that-look-like-something-else': (built) => {
    const dev = only(built)
    const configMap = dev.find('ConfigMap', 'backend')
    expect(configMap.data).toMatchObject({
      AGENT_URL: `Q="quoted" # no comment: 'x'`,
      CHAT_REQUESTS_PER_MINUTE: '0o17',
      DATABASE_POOL_MAX: '1_000',
      DRAIN_SECONDS: '12:30',
      LOG_LEVEL: 'NO',
      SIGN_IN_ATTEMPTS_PER_MINUTE: '',
    })
    expect(dev.find('ConfigMap', 'frontend').data['LOG_LEVEL']).toBe('2026-01-01T00:00:00Z')
    expect(dev.find('ConfigMap', 'mcp-server').data['LOG_LEVEL']).toBe('e1')
    // A changed setting must reach the pods: they refer to the ConfigMap by its hash.
    expect(container(dev.find('Deployment', 'backend')).envFrom[0].configMapRef.name).toBe(
      configMap.metadata.name,
    )
    expect(configMap.metadata.name).toMatch(/^backend-[a-z0-9]{10}$/)
  },

  'two-clusters': ({ root, environments: { dev, test: other } }) => {
    expect(readdirSync(join(root, 'apps')).sort()).toEqual(['local', 'remote', 'unused'])
    expect(dev?.application.metadata.namespace).toBe('argocd')
    expect(other?.application.metadata.namespace).toBe('gitops')
    expect(other?.project.metadata.namespace).toBe('gitops')
    expect(other?.project.spec.destinations).toEqual([
      { server: 'https://remote.example.com:6443', namespace: 'todo' },
    ])
    expect(other?.application.spec.destination).toEqual({
      server: 'https://remote.example.com:6443',
      namespace: 'todo',
    })
    const documents = read(readFileSync(join(root, 'apps/remote/root.yaml'), 'utf8'))
    for (const { spec, metadata } of documents) {
      expect(metadata).toMatchObject({ name: 'root-remote', namespace: 'gitops' })
      // Applications live beside Argo CD, wherever what they deploy lives.
      expect(spec.destination ?? spec.destinations[0]).toEqual({
        server: 'https://kubernetes.default.svc',
        namespace: 'gitops',
      })
    }
    expect(container(other?.find('Deployment', 'backend')).image).toBe(
      'registry.example.com:5000/todo/backend:0.1.0',
    )
  },

  'published-release': (built) => {
    const { find } = only(built)
    const digest = 'sha256:af85d11ce7ef10172855a6e3649e3e8125b1b9e3ca41849ec2918036f05cb212'
    const backend = `registry.example.com/todo/backend:1.10@${digest}`
    expect(container(find('Deployment', 'backend')).image).toBe(backend)
    // The migration is the backend's own image: it must never run another version.
    expect(container(find('Job', 'migration')).image).toBe(backend)
    expect(container(find('Deployment', 'frontend')).image).toBe('registry.example.com/todo/frontend:0123')
    expect(container(find('StatefulSet', 'postgres')).image).toMatch(/^postgres:.*@sha256:/)
  },

  'everything-on': (built) => {
    const dev = only(built)
    expect(dev.objects.every((each) => each.kind !== 'Secret')).toBe(true)
    for (const service of ['ai-agent', 'backend', 'frontend', 'mcp-server'])
      expect(scale(dev, service).replicas).toBeUndefined()
    expect(scale(dev, 'mcp-server').autoscaler).toEqual([4, 4])
    expect(readFileSync(join(built.root, 'overlays/dev/kustomization.yaml'), 'utf8')).not.toMatch(
      /^replicas:/m,
    )
    for (const kind of ['Ingress', 'HTTPRoute', 'CronJob', 'ExternalSecret', 'PrometheusRule', 'StatefulSet'])
      expect(kinds(dev)).toContain(kind)
    expect(dev.find('Deployment', 'backend').spec.template.spec.affinity.podAntiAffinity).toBeDefined()
    expect(dev.find('Ingress', 'frontend').metadata.annotations).not.toHaveProperty([
      'cert-manager.io/cluster-issuer',
    ])
    expect(dev.application.spec.syncPolicy.automated).toEqual({ prune: true, selfHeal: false })
    expect(dev.find('ExternalSecret', 'auth').spec).toMatchObject({
      refreshInterval: '1h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
    })
  },
}

/** Every kind that base can bring: what an environment switches off is pruned only if its project still permits it. */
const BASE = [
  ...['ConfigMap', 'LimitRange', 'PersistentVolumeClaim', 'ResourceQuota', 'Service', 'ServiceAccount'].map(
    (kind) => `/${kind}`,
  ),
  ...[
    'apps/Deployment',
    'apps/StatefulSet',
    'autoscaling/HorizontalPodAutoscaler',
    'batch/CronJob',
    'batch/Job',
  ],
  ...['external-secrets.io/ExternalSecret', 'gateway.networking.k8s.io/HTTPRoute'],
  ...['monitoring.coreos.com/PrometheusRule', 'monitoring.coreos.com/ServiceMonitor'],
  ...['networking.k8s.io/Ingress', 'networking.k8s.io/NetworkPolicy', 'policy/PodDisruptionBudget'],
]

/** What holds for every environment, whatever it switches on. */
function expectSound({ objects, warnings, application, project, find }: Built): void {
  expect(warnings).toBe('')
  const built = objects.map(({ apiVersion, kind }) => kindOf(apiVersion, kind))
  const allowed = project.spec.namespaceResourceWhitelist.map(({ group, kind }: Any) => `${group}/${kind}`)
  expect(allowed).toEqual([...BASE, ...CHILDREN].sort())
  expect(allowed).toEqual(expect.arrayContaining(built.filter((kind) => kind !== '/Namespace')))
  const { namespace } = application.spec.destination
  expect(project.spec.clusterResourceWhitelist).toEqual([{ group: '', kind: 'Namespace', name: namespace }])
  expect(find('Namespace', namespace)).toBeDefined()
  for (const { kind, metadata } of objects)
    expect(`${kind} ${metadata.namespace}`).toBe(`${kind} ${kind === 'Namespace' ? undefined : namespace}`)
  expect(application.metadata.annotations['argocd.argoproj.io/manifest-generate-paths']).toBe('.;/base')
  expect(application.spec.syncPolicy.syncOptions).toEqual(['PruneLast=true', 'ServerSideApply=true'])
  for (const { spec } of objects) expect(JSON.stringify(spec?.selector ?? {})).not.toContain('"environment"')
}

describe('every valid fixture renders, builds without a warning, and is what it says', () => {
  test.for(Object.entries(fixtures))('%s', async ([fixture, expectThat]) => {
    const built = await build(fixture)
    for (const environment of Object.values(built.environments)) expectSound(environment)
    expectThat(built)
    expect(await render(built.root, [])).toMatchObject({ exit: 0, json: { changes: [] } })
  })
})

test('every fixture is looked at', () => {
  expect(readdirSync(join(ROOT, 'tests/fixtures/valid')).sort()).toEqual(Object.keys(fixtures).sort())
})
