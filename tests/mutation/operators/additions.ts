import { podTemplateOf } from '../../../render/kubernetes/pods.ts'
import { at, items, type Resource } from '../../../render/kubernetes/resource.ts'
import type { Edit, Operator } from '../mutation.ts'

/** Fields that somebody adds: to which kinds (or `pod`, `container`), at which path, what. A list gets one more item. */
const FIELDS: readonly (readonly [target: string, path: string, value: unknown])[] = [
  ['pod', 'hostNetwork', true],
  ['pod', 'hostPID', true],
  ['pod', 'hostIPC', true],
  ['pod', 'hostUsers', 'yes'],
  ['pod', 'serviceAccount', 'default'],
  ['pod', 'nodeName', 'node-1'],
  ['pod', 'nodeSelector', { disk: true }],
  ['pod', 'priorityClassName', 'system-node-critical'],
  ['pod', 'volumes', { name: 'host', hostPath: { path: '/' } }],
  ['pod', 'volumes', { name: 'share', nfs: { server: 'nfs.example.org', path: '/' } }],
  ['pod', 'volumes', { name: 'disk', persistentVolumeClaim: { claimName: 'nowhere' } }],
  ['pod', 'volumes', { name: 'keys', secret: { secretName: 'nobody-makes' } }],
  ['pod', 'initContainers', { name: 'prepare', image: 'busybox' }],
  ['pod', 'containers', { name: 'proxy', image: 'docker.io/library/nginx:1.29' }],
  ['pod', 'securityContext.runAsUser', 0],
  ['pod', 'securityContext.seccompProfile', { type: 'Unconfined' }],
  ['pod', 'securityContext.sysctls', { name: 'kernel.msgmax', value: '1' }],
  ['container', 'securityContext.privileged', true],
  ['container', 'securityContext.capabilities.add', 'SYS_ADMIN'],
  ['container', 'securityContext.capabilities.add', 'NET_RAW'],
  ['container', 'securityContext.procMount', 'Unmasked'],
  ['container', 'securityContext.runAsUser', 0],
  ['container', 'securityContext.runAsNonRoot', false],
  ['container', 'securityContext.seccompProfile', { type: 'Unconfined' }],
  ['container', 'imagePullPolicy', 'Always'],
  ['container', 'ports', { containerPort: 9229, hostPort: 9229 }],
  ['container', 'volumeMounts', { name: 'nowhere', mountPath: '/data' }],
  ['container', 'env', { name: 'API_TOKEN', value: 'a-token-in-plain-text' }],
  ['container', 'env', { name: 'DATABASE_URL', value: 'postgresql://todo:hunter2@postgres:5432/todo' }],
  ['container', 'env', { name: 'EXTRA', valueFrom: { secretKeyRef: { name: 'nobody-makes', key: 'KEY' } } }],
  ['container', 'env', { name: 'EXTRA', valueFrom: { configMapKeyRef: { name: 'nowhere', key: 'KEY' } } }],
  [
    'container',
    'env',
    { name: 'LOG LEVEL', value: 'info', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ],
  ['container', 'envFrom', { secretRef: { name: 'database' } }],
  ['container', 'envFrom', { configMapRef: { name: 'nowhere' } }],
  ['container', 'livenessProbe.tcpSocket', { port: 1 }],
  ['Deployment', 'spec.replicas', 3],
  ['Deployment', 'spec.paused', true],
  ['Deployment', 'spec.strategy', { type: 'Recreate' }],
  ['Deployment', 'spec.minReadySeconds', 900],
  ['Job', 'spec.completions', -1],
  ['Service', 'spec.type', 'LoadBalancer'],
  ['Service', 'spec.type', 'NodePort'],
  ['Service', 'spec.externalIPs', '203.0.113.7'],
  ['Service', 'spec.externalName', 'example.org'],
  ['Service', 'spec.ports', { port: 9229 }],
  ['NetworkPolicy', 'spec.ingress', {}],
  ['NetworkPolicy', 'spec.egress', {}],
  ['NetworkPolicy', 'spec.ingress', { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
  ['NetworkPolicy', 'spec.egress', { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
  ['NetworkPolicy', 'spec.ingress', { from: [{ podSelector: {} }] }],
  ['NetworkPolicy', 'spec.ingress', { from: [{ namespaceSelector: {} }] }],
  ['NetworkPolicy', 'spec.egress', { to: [{ namespaceSelector: {} }], ports: [{ port: 443 }] }],
  ['NetworkPolicy', 'spec.ingress.0.ports', { port: 9229 }],
  ['NetworkPolicy', 'spec.ingress.0.from', { podSelector: {} }],
  ['NetworkPolicy', 'spec.egress.0.to', { podSelector: {} }],
  ['NetworkPolicy', 'spec.egress.0.ports', { port: 22 }],
  ['Ingress', 'spec.defaultBackend', { service: { name: 'backend', port: { number: 8000 } } }],
  [
    'Ingress',
    'spec.rules.0.http.paths',
    {
      path: '/api',
      pathType: 'Prefix',
      backend: { service: { name: 'backend', port: { number: 8000 } } },
    },
  ],
  [
    'Ingress',
    'spec.rules',
    {
      host: 'plain.example.com',
      http: {
        paths: [
          {
            path: '/',
            pathType: 'Prefix',
            backend: { service: { name: 'frontend', port: { name: 'http' } } },
          },
        ],
      },
    },
  ],
  ['ConfigMap', 'data.SESSION_SECRET', 'kH7dN2pQ9sT4vX1zB6mC3rW8yL5gJ0fA'],
  ['ConfigMap', 'data.DATABASE_URL', 'postgresql://todo:hunter2@postgres:5432/todo'],
  ['ConfigMap', 'data.UNKNOWN_SETTING', 'on'],
  ['ConfigMap', 'data.COUNT', 5],
  ['ResourceQuota', 'spec.scopes', 'BestEffort'],
  ['Namespace', 'metadata.labels.pod-security.kubernetes.io/enforce', 'privileged'],
  ['ServiceAccount', 'automountServiceAccountToken', true],
  ['PodDisruptionBudget', 'spec.minAvailable', 1],
  [
    'HorizontalPodAutoscaler',
    'spec.metrics',
    {
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization' } },
    },
  ],
  ['AppProject', 'spec.sourceRepos', '*'],
  ['AppProject', 'spec.destinations', { server: '*', namespace: '*' }],
  [
    'AppProject',
    'spec.destinations',
    { server: 'https://kubernetes.default.svc', namespace: 'todo-production-2' },
  ],
  ['AppProject', 'spec.clusterResourceWhitelist', { group: '*', kind: '*' }],
  [
    'AppProject',
    'spec.clusterResourceWhitelist',
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
  ],
  ['AppProject', 'spec.namespaceResourceWhitelist', { group: '', kind: 'Secret' }],
  ['AppProject', 'spec.namespaceResourceWhitelist', { group: '*', kind: '*' }],
  ['AppProject', 'spec.namespaceResourceBlacklist', { group: '', kind: 'Service' }],
  ['AppProject', 'spec.roles', { name: 'ci', policies: ['p, proj:x:ci, applications, *, x/*, allow'] }],
  ['AppProject', 'spec.sourceNamespaces', '*'],
  ['Application', 'spec.source.helm', { releaseName: 'todo' }],
  ['Application', 'spec.source.kustomize', { images: ['backend=example.org/backend:1'] }],
  ['Application', 'spec.source.directory', { recurse: true }],
  ['Application', 'spec.ignoreDifferences', { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec'] }],
  ['Application', 'spec.syncPolicy.syncOptions', 'Replace=true'],
  ['Application', 'spec.syncPolicy.syncOptions', 'CreateNamespace=true'],
  ['Application', 'spec.syncPolicy.syncOptions', 'Validate=false'],
  ['Application', 'spec.syncPolicy.managedNamespaceMetadata', { labels: { a: 'b' } }],
  ['Application', 'spec.syncPolicy.automated.enabled', false],
  ['Application', 'spec.revisionHistoryLimit', -1],
  ['Application', 'metadata.finalizers', 'resources-finalizer.argocd.argoproj.io/background'],
]

/** The field with what is added, as an edit of the outermost part that changes. */
function added(resource: Resource, path: readonly (string | number)[], value: unknown): Edit | undefined {
  const there = at(resource, ...path)
  const isItem = Array.isArray(there) || LISTS.has(String(path.at(-1)))
  const next = isItem ? [...items(there), value] : value
  const parent = path.findLastIndex((_, index) => at(resource, ...path.slice(0, index)) !== undefined)
  if (
    parent < 0 ||
    path.slice(0, parent).some((step, index) => step === 0 && !at(resource, ...path.slice(0, index + 1)))
  )
    return undefined
  const inner = path.slice(parent + 1).reduceRight<unknown>((below, step) => ({ [step]: below }), next)
  const field = path
    .filter((step) => step !== 0)
    .join('.')
    .replace(/^.*template\.spec\./, '')
  return {
    detail: 'added',
    variant: `${field}: ${JSON.stringify(value)}`,
    path: path.slice(0, parent + 1),
    value: inner,
  }
}

const LISTS = new Set([
  'volumes',
  'initContainers',
  'containers',
  'sysctls',
  'add',
  'ports',
  'volumeMounts',
  'env',
  'envFrom',
  'externalIPs',
  'ingress',
  'egress',
  'scopes',
  'roles',
  'sourceNamespaces',
  'namespaceResourceBlacklist',
  'ignoreDifferences',
  'finalizers',
])

const steps = (path: string): (string | number)[] =>
  path.startsWith('metadata.labels.')
    ? ['metadata', 'labels', path.slice('metadata.labels.'.length)]
    : path.split('.').map((step) => (/^[0-9]+$/.test(step) ? Number(step) : step))

/** Resources that somebody adds, in the namespace of the environment. */
const RESOURCES: readonly object[] = [
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'auth' }, data: { AUTH_SECRET: 'aHVudGVyMg==' } },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'auth' }, stringData: { AUTH_SECRET: 'hunter2' } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' }, data: { A: 'b' } },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'reader' },
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'reader' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' },
    subjects: [{ kind: 'ServiceAccount', name: 'backend' }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'admin' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: 'backend', namespace: 'todo' }],
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'another' } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'shell' },
    spec: { containers: [{ name: 'shell', image: 'busybox' }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'allow-all' },
    spec: { podSelector: {}, ingress: [{}], egress: [{}], policyTypes: ['Ingress', 'Egress'] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'backend-public' },
    spec: {
      type: 'NodePort',
      selector: { 'app.kubernetes.io/name': 'backend' },
      ports: [{ port: 8000, targetPort: 'http' }],
    },
  },
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'example.org/fast',
  },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'nothing' },
    spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nothing' } },
  },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'all' },
    spec: { maxUnavailable: 1, selector: { matchLabels: { 'app.kubernetes.io/part-of': 'todo' } } },
  },
]

export const additions: readonly Operator[] = [
  {
    id: 'add-field',
    title: 'A field, or an item of a list, is added.',
    edits: ({ resource, path }) => {
      if (path.length > 0) return []
      const pod = podTemplateOf(resource)
      return FIELDS.flatMap(([target, field, value]) => {
        const place =
          target === 'pod' ? pod?.path : target === 'container' ? pod && [...pod.path, 'containers', 0] : []
        if (!place || (target === target.toLowerCase() ? false : target !== resource.kind)) return []
        return added(resource, [...place, ...steps(field)], value) ?? []
      })
    },
  },
  {
    id: 'add-resource',
    title: 'A resource is added.',
    edits: ({ resource, path }) =>
      path.length === 0 && resource.kind === 'Namespace'
        ? RESOURCES.map((each) => {
            const { apiVersion, kind, metadata } = each as Resource
            const { name } = metadata
            const { labels } = resource.metadata
            const namespace = /^(Cluster|Namespace|Storage)/.test(kind)
              ? {}
              : { namespace: resource.metadata.name }
            return {
              detail: 'added',
              variant: `${kind}/${name}${'stringData' in each ? ' in plain text' : ''}`,
              added: [
                { ...each, apiVersion, kind, metadata: { name, ...namespace, ...(labels && { labels }) } },
              ],
            }
          })
        : [],
  },
]
