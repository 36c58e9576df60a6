import type { Api, Live } from './api.ts'

const KINDS = [
  '/api/v1/configmaps',
  '/api/v1/limitranges',
  '/api/v1/persistentvolumeclaims',
  '/api/v1/resourcequotas',
  '/api/v1/serviceaccounts',
  '/api/v1/services',
  '/apis/apps/v1/deployments',
  '/apis/apps/v1/statefulsets',
  '/apis/autoscaling/v2/horizontalpodautoscalers',
  '/apis/networking.k8s.io/v1/ingresses',
  '/apis/networking.k8s.io/v1/networkpolicies',
  '/apis/policy/v1/poddisruptionbudgets',
] as const

export const inNamespace = (path: string, namespace: string): string =>
  path.replace(/\/([^/]+)$/, `/namespaces/${namespace}/$1`)

/** What Argo CD deployed, without what the cluster adds by itself. */
export async function deployedObjects(api: Api, namespace: string): Promise<Map<string, unknown>> {
  const lists = await Promise.all(
    KINDS.map(async (path) => {
      const kind = path.slice(path.lastIndexOf('/') + 1)
      const items = await api.list(inNamespace(path, namespace))
      return items
        .filter((item) => item.metadata.annotations?.['argocd.argoproj.io/tracking-id'])
        .map((item) => [`${kind}/${item.metadata.name}`, withoutHistory(item)] as const)
    }),
  )
  return withoutScale(new Map(lists.flat()))
}

/** Without the replicas that an autoscaler sets: they follow the load. Pure. */
export function withoutScale(objects: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const scaled = [...objects].flatMap(([id, object]) =>
    id.startsWith('horizontalpodautoscalers/') ? [(object as Scaler).spec.scaleTargetRef.name] : [],
  )
  const without = (id: string, object: unknown): unknown => {
    if (!scaled.some((name) => id === `deployments/${name}`)) return object
    const { replicas: _, ...spec } = (object as { spec: { replicas?: number } }).spec
    return { ...(object as object), spec }
  }
  return new Map([...objects].map(([id, object]) => [id, without(id, object)]))
}

interface Scaler {
  readonly spec: { readonly scaleTargetRef: { readonly name: string } }
}

/** Fields that tell when and how often an object was written, not what it is. */
function withoutHistory(live: Live): unknown {
  const { status: _, metadata, ...rest } = live
  const { name, labels, annotations } = metadata
  const kept = Object.entries(annotations ?? {}).filter(([key]) => !HISTORY.includes(key))
  return { ...rest, metadata: { name, labels, annotations: Object.fromEntries(kept) } }
}

const HISTORY = ['deployment.kubernetes.io/revision', 'kubectl.kubernetes.io/last-applied-configuration']

/** The fields in which two states differ, as in `deployments/backend.spec.replicas: 2 -> 3`. Pure. */
export function differences(before: unknown, after: unknown, path = ''): string[] {
  if (before instanceof Map && after instanceof Map)
    return differences(Object.fromEntries(before), Object.fromEntries(after), path)
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    return keys.flatMap((key) => differences(before[key], after[key], path ? `${path}.${key}` : key))
  }
  const [was, is] = [JSON.stringify(before), JSON.stringify(after)]
  return was === is ? [] : [`${path}: ${was ?? 'absent'} -> ${is ?? 'absent'}`]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Map)
