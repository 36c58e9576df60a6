import { stringify } from 'yaml'

/** A cluster of a new system. */
export interface NewCluster {
  readonly name: string
  readonly kubernetes: string
  /** On the machine of its user: images are loaded into it and have no digest. */
  readonly local: boolean
}

/** A new system; everything has been checked. */
export interface NewSystem {
  readonly system: string
  readonly repository: string
  readonly registry: string
  readonly clusters: readonly NewCluster[]
  /** The first service, by whose name its image is called. */
  readonly service: string
  /** The versions that every cluster's Argo CD has. */
  readonly argocd: { readonly version: string; readonly kustomize: string }
}

/**
 * The files of a new system but for its first service, by their path: what all environments share, and an environment
 * of the same name for each cluster.
 */
export const systemFiles = (system: NewSystem): Record<string, string> => ({
  'environments/fleet.yaml': fleet(system),
  ...Object.fromEntries(
    system.clusters.flatMap((cluster) => [
      [`environments/${cluster.name}/environment.yaml`, environment(cluster)],
      [
        `environments/${cluster.name}/release.yaml`,
        `${schemaLine('../', 'release')}${stringify({ services: { [system.service]: { tag: '0.1.0' } } })}`,
      ],
    ]),
  ),
  'base/platform/kustomization.yaml': `${stringify({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: Object.keys(RESOURCES),
    labels: [
      {
        pairs: {
          'app.kubernetes.io/name': system.system,
          'app.kubernetes.io/component': 'platform',
          'app.kubernetes.io/part-of': system.system,
        },
      },
    ],
  })}# Before everything else: these rules apply to everything that is created later.
commonAnnotations:
  argocd.argoproj.io/sync-wave: "-1"
`,
  ...Object.fromEntries(
    Object.entries(RESOURCES).map(([file, resource]) => [
      `base/platform/${file}`,
      stringify(resource(system.system)),
    ]),
  ),
  'base/platform/reachability.yaml': REACHABILITY,
})

const schemaLine = (up: string, kind: string): string =>
  `# yaml-language-server: $schema=${up}.schema/${kind}.schema.json\n`

const fleet = ({ system, repository, registry, clusters, argocd }: NewSystem): string =>
  `${schemaLine('', 'fleet')}${stringify({
    system,
    repository,
    registry,
    clusters: Object.fromEntries(
      clusters.map(({ name, kubernetes, local }) => [
        name,
        {
          ...(local && { local }),
          server: 'https://kubernetes.default.svc',
          kubernetes,
          argocd: { ...argocd },
        },
      ]),
    ),
  })}`

const environment = ({ name, local }: NewCluster): string =>
  `${schemaLine('../', 'environment')}${stringify({
    cluster: name,
    ...(!local && {
      exceptions: [
        {
          rule: 'image-digest',
          reason: 'No image has been published yet; the first bump writes digests, and then this goes.',
        },
      ],
    }),
  })}`

const RESOURCES: Readonly<Record<string, (system: string) => object>> = {
  'namespace.yaml': (name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'latest',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
      annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' },
    },
  }),
  'resource-quota.yaml': (name) => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name },
    spec: {
      hard: {
        pods: '50',
        'requests.cpu': '4',
        'requests.memory': '4Gi',
        'limits.cpu': '8',
        'limits.memory': '8Gi',
        persistentvolumeclaims: '4',
        'requests.storage': '20Gi',
        'services.nodeports': '0',
        'services.loadbalancers': '0',
      },
    },
  }),
  'limit-range.yaml': (name) => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name },
    spec: {
      limits: [
        {
          type: 'Container',
          defaultRequest: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '32Mi' },
          default: { cpu: '200m', memory: '256Mi', 'ephemeral-storage': '256Mi' },
        },
      ],
    },
  }),
  'network-policy-default-deny.yaml': () => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  }),
  'network-policy-allow-dns.yaml': () => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'allow-dns' },
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
      ],
    },
  }),
}

const REACHABILITY = `# Who reaches whom in every environment; \`npm run validate\` compares it with the network policies.
peers:
  dns:
    namespace: kube-system
    pods: { k8s-app: kube-dns }
connections:
  every-pod: [dns:53/UDP, dns:53/TCP]
`
