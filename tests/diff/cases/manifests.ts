import type { Resource } from '../../../render/kubernetes/resource.ts'
import { resource, workload } from '../resources.ts'

/** What changes, the resources before and after, and every risk that is named, as `severity id resource`. */
export type ResourceCase = readonly [
  what: string,
  before: readonly Resource[],
  after: readonly Resource[],
  risks: readonly string[],
]

export const scaler = (name: string, spec: object = {}): Resource =>
  resource('HorizontalPodAutoscaler', name, {
    spec: { scaleTargetRef: { kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 5, ...spec },
  })

export const annotated = (annotations: object) => ({ metadata: { annotations } })
export const option = (value: string) => annotated({ 'argocd.argoproj.io/sync-options': value })
export const hook = (policy?: string) =>
  annotated({
    'argocd.argoproj.io/hook': 'Sync',
    ...(policy && { 'argocd.argoproj.io/hook-delete-policy': policy }),
  })

export const job = (image: string, rest: object = {}): Resource => ({
  ...workload('Job', 'once', { container: { image } }),
  metadata: { name: 'once', namespace: 'todo', ...(rest as { metadata?: object }).metadata },
})

export const from = (image: string): Resource => workload('Deployment', 'api', { container: { image } })
export const claim = (spec: object, rest: object = {}): Resource =>
  resource('PersistentVolumeClaim', 'data', { spec, ...rest })
export const needs = (secret: object): Resource =>
  workload('Deployment', 'api', { pod: { volumes: [{ name: 's', secret }] } })

export const marked = (each: Resource, annotations: Record<string, string>): Resource => ({
  ...each,
  metadata: { ...each.metadata, annotations },
})
export const ingress = (...hosts: (string | undefined)[]): Resource =>
  resource('Ingress', 'web', { spec: { rules: hosts.map((host) => ({ ...(host && { host }), http: {} })) } })
export const route = (...hostnames: string[]): Resource =>
  resource('HTTPRoute', 'web', { spec: { ...(hostnames.length > 0 && { hostnames }) } })
export const ports = (...ports: object[]): Resource => resource('Service', 'web', { spec: { ports } })
export const reads = (name: string): Resource =>
  workload('Deployment', 'api', { pod: { volumes: [{ name: 'c', configMap: { name } }] } })

/** An ExternalSecret that extracts an entry of a store. */
export const external = (key: string, store = 'vault', data: readonly object[] = []): Resource =>
  resource('ExternalSecret', 'auth', {
    spec: {
      secretStoreRef: { kind: 'ClusterSecretStore', name: store },
      data,
      dataFrom: [{ extract: { key } }],
    },
  })
