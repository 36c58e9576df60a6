/**
 * What kubectl is asked for, with `get --output=json`: in the environment's namespace, in Argo CD's, or in the cluster.
 * All of it only reads.
 */
export const SOURCES = {
  pods: { in: 'environment', kinds: 'pods' },
  workloads: { in: 'environment', kinds: 'deployments,statefulsets,daemonsets' },
  replicaSets: { in: 'environment', kinds: 'replicasets' },
  services: { in: 'environment', kinds: 'services' },
  ingresses: { in: 'environment', kinds: 'ingresses' },
  autoscalers: { in: 'environment', kinds: 'horizontalpodautoscalers' },
  budgets: { in: 'environment', kinds: 'poddisruptionbudgets' },
  quotas: { in: 'environment', kinds: 'resourcequotas' },
  limits: { in: 'environment', kinds: 'limitranges' },
  policies: { in: 'environment', kinds: 'networkpolicies' },
  configMaps: { in: 'environment', kinds: 'configmaps' },
  /** Their values are looked for elsewhere, and never shown. */
  secrets: { in: 'environment', kinds: 'secrets' },
  events: { in: 'environment', kinds: 'events' },
  monitors: { in: 'environment', kinds: 'servicemonitors.monitoring.coreos.com' },
  alerts: { in: 'environment', kinds: 'prometheusrules.monitoring.coreos.com' },
  application: { in: 'argocd', kinds: 'applications.argoproj.io' },
  nodes: { in: 'cluster', kinds: 'nodes' },
  daemonSets: { in: 'every namespace', kinds: 'daemonsets' },
} as const

export type Source = keyof typeof SOURCES

/** The arguments of kubectl for a source. @param application the name of the environment's Application. */
export function askFor(
  source: Source,
  names: { readonly namespace: string; readonly argocd: string; readonly application: string },
): string[] {
  const { in: place, kinds } = SOURCES[source]
  const where = {
    environment: ['--namespace', names.namespace],
    argocd: ['--namespace', names.argocd],
    cluster: [],
    'every namespace': ['--all-namespaces'],
  }[place]
  const which = place === 'argocd' ? [names.application, '--ignore-not-found'] : []
  return [...where, 'get', kinds, ...which, '--output=json']
}
