import { at, entries, items, type Resource } from '../kubernetes/resource.ts'

/** Pods in another namespace that a network policy names; all of that namespace without labels. */
export interface Peer {
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
}

const NAMESPACE_NAME = 'kubernetes.io/metadata.name'

/** The one namespace that a peer of a network policy names. */
export function namespaceOfPeer(peer: unknown): string | undefined {
  const name = at(peer, 'namespaceSelector', 'matchLabels', NAMESPACE_NAME)
  return typeof name === 'string' ? name : undefined
}

/** Every apiVersion among the manifests, in alphabetical order. */
export const apiVersionsOf = (resources: readonly Resource[]): string[] =>
  [...new Set(resources.map(({ apiVersion }) => apiVersion))].sort()

/** Every peer in another namespace that the network policies name, once. */
export function peersOf(resources: readonly Resource[]): Peer[] {
  const found = new Map<string, Peer>()
  for (const { kind, spec } of resources) {
    if (kind !== 'NetworkPolicy') continue
    const rules = [...items(at(spec, 'ingress')), ...items(at(spec, 'egress'))]
    for (const peer of rules.flatMap((rule) => [...items(at(rule, 'from')), ...items(at(rule, 'to'))])) {
      const namespace = namespaceOfPeer(peer)
      if (namespace === undefined) continue
      const labels = Object.fromEntries(
        entries(at(peer, 'podSelector', 'matchLabels')).map(([key, value]) => [key, String(value)]),
      )
      found.set(JSON.stringify([namespace, labels]), { namespace, labels })
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, peer]) => peer)
}

/** The storage classes that claims name; an empty string stands for the cluster's default. */
export const storageClassesOf = (resources: readonly Resource[]): string[] =>
  [
    ...new Set(
      resources
        .filter(({ kind }) => kind === 'PersistentVolumeClaim')
        .map(({ spec }) => String(at(spec, 'storageClassName') ?? '')),
    ),
  ].sort()

/** The classes of the Ingresses. */
export const ingressClassesOf = (resources: readonly Resource[]): string[] =>
  [
    ...new Set(
      resources
        .filter(({ kind }) => kind === 'Ingress')
        .map(({ spec }) => String(at(spec, 'ingressClassName') ?? '')),
    ),
  ]
    .filter(Boolean)
    .sort()
