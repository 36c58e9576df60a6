import { DNS_SERVICE, NODE_ADDRESS } from '../addresses.ts'
import { AGENT_IMAGE } from './containerd.ts'

export const METRICS_PORT = 10443

const dns = { name: 'kube-dns', namespace: 'kube-system' }
const dnsLabels = { 'k8s-app': 'kube-dns' }
const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'e2e-dns' }

/** DNS as pods with the usual labels, the default StorageClass, and the metrics API. */
export const ADD_ONS: readonly object[] = [
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'e2e/folder',
  },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: dns },
  {
    apiVersion: role.apiGroup.concat('/v1'),
    kind: 'ClusterRole',
    metadata: { name: role.name },
    rules: [
      { apiGroups: [''], resources: ['services'], verbs: ['list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
    ],
  },
  {
    apiVersion: role.apiGroup.concat('/v1'),
    kind: 'ClusterRoleBinding',
    metadata: { name: role.name },
    roleRef: role,
    subjects: [{ kind: 'ServiceAccount', ...dns }],
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: dns,
    spec: {
      selector: { matchLabels: dnsLabels },
      template: {
        metadata: { labels: dnsLabels },
        spec: {
          serviceAccountName: dns.name,
          dnsPolicy: 'Default',
          priorityClassName: 'system-cluster-critical',
          containers: [
            {
              name: 'dns',
              image: AGENT_IMAGE,
              command: ['/node-agent', 'dns'],
              resources: { requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '128Mi' } },
              readinessProbe: { httpGet: { path: '/', port: 8181 }, periodSeconds: 1 },
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: dns,
    spec: {
      clusterIP: DNS_SERVICE,
      selector: dnsLabels,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'metrics-server', namespace: 'kube-system' },
    spec: { ports: [{ name: 'https', port: 443, targetPort: METRICS_PORT }] },
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'metrics-server',
      namespace: 'kube-system',
      labels: { 'kubernetes.io/service-name': 'metrics-server' },
    },
    addressType: 'IPv4',
    ports: [{ name: 'https', port: METRICS_PORT }],
    endpoints: [{ addresses: [NODE_ADDRESS], conditions: { ready: true } }],
  },
  {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      ...{ group: 'metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100 },
      service: { name: 'metrics-server', namespace: 'kube-system', port: 443 },
      insecureSkipTLSVerify: true,
    },
  },
]
