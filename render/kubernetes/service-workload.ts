import { type Container, containersOf, type PodTemplate, podTemplateOf } from './pods.ts'
import { at, own, type Resource } from './resource.ts'

/** A kind of workload that a service may be. */
export interface WorkloadKind {
  readonly apiVersion: string
  /** Where its pods are described. */
  readonly template: readonly string[]
  /** Whether its number of pods is a field that people or an autoscaler decide. */
  readonly scales: boolean
  /** Who decides otherwise, as a sentence. */
  readonly decides?: string
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/ */
export const WORKLOAD_KINDS: Readonly<Record<string, WorkloadKind>> = {
  Deployment: { apiVersion: 'apps/v1', template: ['spec', 'template'], scales: true },
  StatefulSet: { apiVersion: 'apps/v1', template: ['spec', 'template'], scales: true },
  DaemonSet: {
    apiVersion: 'apps/v1',
    template: ['spec', 'template'],
    scales: false,
    decides: 'A DaemonSet runs one pod on each node.',
  },
  CronJob: {
    apiVersion: 'batch/v1',
    template: ['spec', 'jobTemplate', 'spec', 'template'],
    scales: false,
    decides: 'The pods of a CronJob are decided by its schedule and its parallelism, in base.',
  },
}

/** `Deployment, StatefulSet, DaemonSet or CronJob`. */
export const WORKLOADS = Object.keys(WORKLOAD_KINDS)
  .join(', ')
  .replace(/, (\w+)$/, ' or $1')

/** The workload of a service: the one that is called as its folder. Nothing if there is none. */
export const workloadOf = (resources: readonly Resource[], service: string): PodTemplate | undefined => {
  const found = resources.find(
    ({ kind, metadata }) => own(WORKLOAD_KINDS, kind) !== undefined && metadata?.name === service,
  )
  return found && podTemplateOf(found)
}

/**
 * The container that `resources` of a service is about: the one that kubectl takes by default
 * (https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-default-container), the one
 * that is called as the service, or the first.
 */
export function mainContainerOf(pod: PodTemplate, service: string): Container | undefined {
  const containers = containersOf(pod).filter(({ init }) => !init)
  const template = at(pod.resource, ...pod.path.slice(0, -1))
  const chosen = at(template, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container')
  return (
    containers.find(({ name }) => name === chosen) ??
    containers.find(({ name }) => name === service) ??
    containers[0]
  )
}
