import { type Container, containersOf, podTemplates } from './pods.ts'
import { at, items, type Resource } from './resource.ts'

/** Pods that should be running: not those of finished Jobs, nor those being deleted. */
export const running = (pods: readonly Resource[]): Resource[] =>
  pods.filter(
    (pod) =>
      !['Succeeded', 'Failed'].includes(String(at(pod, 'status', 'phase'))) &&
      at(pod, 'metadata', 'deletionTimestamp') === undefined,
  )

/** Running pods except those of Jobs, which need no probes. */
export const serving = (pods: readonly Resource[]): Resource[] =>
  running(pods).filter((pod) => ownerOf(pod, 'Job') === undefined)

/** The name of the owner of a kind; undefined without one. */
export function ownerOf(resource: Resource, kind: string): string | undefined {
  const owner = items(at(resource, 'metadata', 'ownerReferences')).find((each) => at(each, 'kind') === kind)
  return owner === undefined ? undefined : String(at(owner, 'name'))
}

export interface LiveContainer extends Container {
  /** As `pod/container`. */
  readonly title: string
  readonly pod: Resource
  /** Its status as the kubelet reports it. */
  readonly status: unknown
}

/** The containers of pods, each with its status; init containers only with `init`. */
export const containersIn = (pods: readonly Resource[], options: { init?: boolean } = {}): LiveContainer[] =>
  podTemplates(pods).flatMap((template) =>
    containersOf(template)
      .filter(({ init }) => options.init || !init)
      .map((container) => ({
        ...container,
        pod: template.resource,
        title: `${template.resource.metadata.name}/${container.name}`,
        status: items(
          at(template.resource, 'status', container.init ? 'initContainerStatuses' : 'containerStatuses'),
        ).find((status) => at(status, 'name') === container.name),
      })),
  )

/** Whether a condition of a resource's status is True. */
export const holds = (resource: Resource, type: string): boolean =>
  conditionOf(resource, type)?.status === 'True'

export function conditionOf(
  resource: Resource,
  type: string,
):
  | {
      readonly status: string
      readonly reason: string
      readonly message: string
      readonly lastUpdateTime: string
    }
  | undefined {
  const found = items(at(resource, 'status', 'conditions')).find((each) => at(each, 'type') === type)
  if (found === undefined) return undefined
  const text = (key: string): string => String(at(found, key) ?? '')
  return {
    status: text('status'),
    reason: text('reason'),
    message: text('message'),
    lastUpdateTime: text('lastUpdateTime'),
  }
}
