import { isKind, type Resource } from '../kubernetes/resource.ts'

interface Place {
  /** The environment's namespace, Argo CD's, or the whole cluster. */
  readonly in: 'environment' | 'argocd' | 'cluster'
  readonly kinds: readonly string[]
  /** Of kinds that not every cluster has. */
  readonly group?: string
}

/** The resources that `kubectl get --output=json` reads. */
export const SOURCES = {
  pods: { in: 'environment', kinds: ['Pod'] },
  workloads: { in: 'environment', kinds: ['Deployment', 'StatefulSet', 'DaemonSet'] },
  replicaSets: { in: 'environment', kinds: ['ReplicaSet'] },
  services: { in: 'environment', kinds: ['Service'] },
  ingresses: { in: 'environment', kinds: ['Ingress'] },
  autoscalers: { in: 'environment', kinds: ['HorizontalPodAutoscaler'] },
  budgets: { in: 'environment', kinds: ['PodDisruptionBudget'] },
  quotas: { in: 'environment', kinds: ['ResourceQuota'] },
  limits: { in: 'environment', kinds: ['LimitRange'] },
  policies: { in: 'environment', kinds: ['NetworkPolicy'] },
  configMaps: { in: 'environment', kinds: ['ConfigMap'] },
  /** Their values are searched for in other places, and never printed. */
  secrets: { in: 'environment', kinds: ['Secret'] },
  events: { in: 'environment', kinds: ['Event'] },
  monitors: { in: 'environment', kinds: ['ServiceMonitor'], group: 'monitoring.coreos.com' },
  alerts: { in: 'environment', kinds: ['PrometheusRule'], group: 'monitoring.coreos.com' },
  application: { in: 'argocd', kinds: ['Application'], group: 'argoproj.io' },
  nodes: { in: 'cluster', kinds: ['Node'] },
  daemonSets: { in: 'cluster', kinds: ['DaemonSet'] },
} as const satisfies Readonly<Record<string, Place>>

export type Source = keyof typeof SOURCES

export const ALL_SOURCES = Object.keys(SOURCES) as readonly Source[]

const placeOf = (source: Source): Place => SOURCES[source]

/** The sources that one call can read: built-in kinds in the environment's namespace. */
export const TOGETHER = ALL_SOURCES.filter(
  (source) => placeOf(source).in === 'environment' && placeOf(source).group === undefined,
)

export interface Names {
  readonly namespace: string
  /** Argo CD's namespace; missing where Argo CD runs in another cluster. */
  readonly argocd?: string
  /** The environment's Application. */
  readonly application: string
}

/** The arguments of kubectl for sources of one place. Read-only. */
export function askFor(sources: readonly Source[], { namespace, argocd = '', application }: Names): string[] {
  const [place] = sources.map((source) => placeOf(source).in)
  const kinds = [...new Set(sources.flatMap(namesIn))].join(',')
  if (place === 'environment') return ['--namespace', namespace, 'get', kinds, '--output=json']
  if (place === 'cluster') return ['get', kinds, '--all-namespaces', '--output=json']
  return ['--namespace', argocd, 'get', kinds, application, '--ignore-not-found', '--output=json']
}

/** The kinds of a source, as arguments of kubectl get. */
export function namesIn(source: Source): string[] {
  const { kinds, group } = placeOf(source)
  return kinds.map((kind) => [kind.toLowerCase(), group].filter(Boolean).join('.'))
}

/** The resources of one source, out of all that were read together. */
export const ofSource = (source: Source, resources: readonly Resource[]): Resource[] =>
  resources.filter(isKind(...placeOf(source).kinds))
