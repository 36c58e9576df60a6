import { podTemplateOf } from '../../kubernetes/pods.ts'
import { at, entries, items, own, type Resource } from '../../kubernetes/resource.ts'
import { mainContainerOf, WORKLOAD_KINDS } from '../../kubernetes/service-workload.ts'

/** A workload as it was built, which is the only place where base and environment come together. */
export interface Workload {
  readonly name: string
  readonly resource: Resource
  /** The container that its `resources` are about. */
  readonly container: unknown
}

export const workloadsIn = (resources: readonly Resource[]): Workload[] =>
  resources.flatMap((resource) => {
    const template = podTemplateOf(resource)
    if (!template || own(WORKLOAD_KINDS, resource.kind) === undefined) return []
    const { name } = resource.metadata
    return [{ name, resource, container: mainContainerOf(template, name)?.value }]
  })

/** How many pods: `2`, `2 to 4` with an autoscaler, or what else decides. */
export function podsOf({ resource }: Workload, resources: readonly Resource[]): string {
  if (resource.kind === 'DaemonSet') return 'one per node'
  if (resource.kind === 'CronJob') return `on schedule: ${at(resource, 'spec', 'schedule')}`
  const scaler = resources.find(
    (each) =>
      each.kind === 'HorizontalPodAutoscaler' &&
      at(each, 'spec', 'scaleTargetRef', 'kind') === resource.kind &&
      at(each, 'spec', 'scaleTargetRef', 'name') === resource.metadata.name,
  )
  return scaler
    ? `${at(scaler, 'spec', 'minReplicas') ?? 1} to ${at(scaler, 'spec', 'maxReplicas')}`
    : String(at(resource, 'spec', 'replicas') ?? 1)
}

/** The variables that a workload reads as plain text: from its ConfigMaps, and from its manifest. */
export function settingsOf({ container }: Workload, resources: readonly Resource[]): Map<string, string> {
  const maps = items(at(container, 'envFrom')).map((from) => at(from, 'configMapRef', 'name'))
  const shared = maps.flatMap((name) =>
    entries(
      at(
        resources.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name),
        'data',
      ),
    ),
  )
  const own = items(at(container, 'env')).flatMap((variable): [string, unknown][] => {
    const value = at(variable, 'value')
    return value === undefined ? [] : [[String(at(variable, 'name')), value]]
  })
  return new Map([...shared, ...own].map(([name, value]) => [name, String(value)]))
}
