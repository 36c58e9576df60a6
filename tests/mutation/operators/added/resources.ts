/** Resources that someone adds, in the namespace of the environment. */
export const RESOURCES: readonly object[] = [
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
