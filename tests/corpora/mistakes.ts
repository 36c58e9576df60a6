import type { Change } from '../verify/mistakes.ts'

const API = 'Deployment/backend'
const POD = 'spec.template.spec'
const CONTAINER = `${POD}.containers.0`
const CONTEXT = `${CONTAINER}.securityContext`

const inContainer = (field: string, value?: unknown): Change => [API, `${CONTAINER}.${field}`, value]
const inContext = (field: string, value?: unknown): Change => [API, `${CONTEXT}.${field}`, value]
const inPod = (field: string, value?: unknown): Change => [API, `${POD}.${field}`, value]
const added = (apiVersion: string, kind: string, more: object): Change => [
  `${kind}/added`,
  [],
  { apiVersion, kind, metadata: { name: 'added' }, ...more },
]

/**
 * A mistake for each thing that other projects check for, made in production: what is changed, one after the other.
 * What the map says that a rule finds, a rule must find here.
 */
export const MISTAKES: readonly Change[] = [
  inContainer('env.0', { name: 'API_TOKEN', value: 'hunter2hunter2' }),
  ['ConfigMap/backend', 'data.OCI_CLI_KEY_CONTENT', 'hunter2hunter2'],
  inContainer('env', [
    { name: 'A', value: '1' },
    { name: 'A', value: '2' },
  ]),
  inContainer('env.0', { name: 'EXTRA', value: 'x' }),
  inContainer('envFrom.0', { configMapRef: { name: 'absent' } }),
  inContainer('image', 'nginx:latest'),
  inContainer('image', 'docker.io/library/nginx:1.29'),
  inContainer('image', 'k8s.gcr.io/pause:3.9'),
  inContainer('livenessProbe'),
  inContainer('livenessProbe.httpGet.port', 9),
  inContainer('livenessProbe.httpGet.host', '127.0.0.1'),
  inContainer('livenessProbe.timeoutSeconds', 600),
  inContainer('ports.0', { containerPort: 8000, name: 'a-name-that-is-too-long' }),
  inContainer('ports.0.hostPort', 80),
  inContainer('readinessProbe'),
  inContainer('readinessProbe.httpGet.port', 9),
  inContainer('resources'),
  inContainer('resources.limits.memory', '4Ti'),
  inContainer('startupProbe'),
  inContainer('startupProbe.httpGet.port', 9),
  inContext('allowPrivilegeEscalation', true),
  inContext('appArmorProfile', { type: 'Unconfined' }),
  inContext('capabilities', { drop: ['NET_ADMIN'], add: ['SYS_ADMIN'] }),
  inContext('privileged', true),
  inContext('procMount', 'Unmasked'),
  inContext('readOnlyRootFilesystem', false),
  inContext('runAsGroup', 0),
  inContext('runAsNonRoot', false),
  inContext('runAsUser', 0),
  inContext('seLinuxOptions', { type: 'spc_t' }),
  inContext('seccompProfile', { type: 'Unconfined' }),
  inContext('windowsOptions', { hostProcess: true }),
  inPod('automountServiceAccountToken', true),
  inPod('hostIPC', true),
  inPod('hostNetwork', true),
  inPod('hostPID', true),
  inPod('nodeName', 'node-1'),
  inPod('priorityClassName', 'system-node-critical'),
  inPod('restartPolicy', 'Never'),
  inPod('securityContext.supplementalGroups', [0]),
  inPod('securityContext.fsGroup', 5),
  inPod('securityContext.sysctls', [{ name: 'kernel.shm_next_id', value: '1' }]),
  inPod('serviceAccountName', 'absent'),
  inPod('serviceAccountName'),
  inPod('topologySpreadConstraints', [{ maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'Sometimes' }]),
  inPod('volumes.0', { name: 'node', hostPath: { path: '/var/run/docker.sock' } }),
  inPod('volumes.0', {
    name: 'token',
    projected: { sources: [{ serviceAccountToken: { path: 'x', expirationSeconds: 1_000_000 } }] },
  }),
  inPod('volumes.0', { name: 'share', nfs: { server: 'x', path: '/' } }),
  inPod('volumes.0', { name: 'tmp', emptyDir: {} }),
  [API, 'apiVersion', 'extensions/v1beta1'],
  [API, 'metadata.annotations', { 'argocd.argoproj.io/sync-wav': '1' }],
  [API, 'metadata.labels', { 'a label': 'no label!' }],
  [API, 'metadata.namespace', 'default'],
  [API, 'spec.replicas', 3],
  [API, 'spec.selector.matchLabels', { app: 'other' }],
  [API, 'spec.strategy', { type: 'Recreate' }],
  ['AppProject/todo-production', 'spec.clusterResourceWhitelist', [{ group: '*', kind: '*' }]],
  ['Application/todo-production', 'spec.project', 'default'],
  ['HorizontalPodAutoscaler/backend', 'spec.maxReplicas', 1],
  ['HorizontalPodAutoscaler/backend', 'spec.scaleTargetRef.name', 'absent'],
  ['Ingress/frontend', 'spec.defaultBackend', { service: { name: 'backend', port: { number: 8000 } } }],
  ['Ingress/frontend', 'spec.rules.0.host', '*.example.com'],
  ['Ingress/frontend', 'spec.rules.0.http.paths.0.backend.service.name', 'absent'],
  ['Ingress/frontend', 'spec.tls'],
  ['Ingress/frontend', ['metadata', 'annotations', 'nginx.ingress.kubernetes.io/server-snippet'], '}'],
  ['Job/migration', 'metadata.annotations', {}],
  ['Namespace/todo-production', ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'], 'privileged'],
  ['NetworkPolicy/default-deny', [], undefined],
  ['PodDisruptionBudget/backend', [], undefined],
  ['PodDisruptionBudget/backend', 'spec.maxUnavailable'],
  ['PodDisruptionBudget/backend', 'spec.maxUnavailable', 0],
  ['PodDisruptionBudget/backend', 'spec.unhealthyPodEvictionPolicy'],
  ['ResourceQuota/todo', [], undefined],
  ['Service/backend', 'spec.externalIPs', ['192.0.2.1']],
  ['Service/backend', 'spec.ports.0.targetPort', 'no name'],
  ['Service/backend', 'spec.selector', { app: 'absent' }],
  ['Service/backend', 'spec.type', 'LoadBalancer'],
  ['ServiceAccount/backend', 'automountServiceAccountToken', true],
  added('batch/v1', 'CronJob', { spec: { schedule: '0 3 * * *', jobTemplate: {} } }),
  added('gateway.networking.k8s.io/v1', 'HTTPRoute', {
    spec: { rules: [{ backendRefs: [{ name: 'frontend', namespace: 'other', port: 80 }] }] },
  }),
  added('monitoring.coreos.com/v1', 'ServiceMonitor', {
    spec: { selector: { matchLabels: { app: 'absent' } } },
  }),
  added('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: {
      podSelector: { matchLabels: { app: 'absent' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'absent' } } }] }],
    },
  }),
  added('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { roleRef: { name: 'cluster-admin' } }),
  ['NetworkPolicy/to-database', [], undefined],
  added('v1', 'Pod', { spec: {} }),
  added('apps/v1', 'StatefulSet', {
    spec: {
      serviceName: 'absent',
      selector: { matchLabels: { app: 'x' } },
      template: { metadata: { labels: { app: 'y' } } },
    },
  }),
]
