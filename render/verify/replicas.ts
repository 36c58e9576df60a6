import { at, type Resource } from '../kubernetes/resource.ts'
import { jobPath, nameOf, ofKind, text, whole } from './lookup.ts'
import type { Subject } from './rule.ts'

/** How many pods of a workload there are meant to be. */
export interface Replicas {
  readonly least: number
  readonly greatest: number
}

/** Whether a HorizontalPodAutoscaler's target is this workload. */
export const scales = (autoscaler: Resource, workload: Resource): boolean => {
  const target = at(autoscaler, 'spec', 'scaleTargetRef')
  return at(target, 'kind') === workload.kind && at(target, 'name') === nameOf(workload)
}

export const autoscalersOf = (subject: Subject, workload: Resource): Resource[] =>
  ofKind(subject, 'HorizontalPodAutoscaler').filter((each) => scales(each, workload))

/** What a workload or its autoscaler says; the API server's defaults where it says nothing. */
export function replicasOf(subject: Subject, workload: Resource): Replicas {
  if (workload.kind === 'Job' || workload.kind === 'CronJob') return always(jobPods(workload))
  const bounds = autoscalersOf(subject, workload)[0]
  if (!bounds) return always(whole(at(workload, 'spec', 'replicas')) ?? 1)
  const least = whole(at(bounds, 'spec', 'minReplicas')) ?? 1
  return { least, greatest: Math.max(least, whole(at(bounds, 'spec', 'maxReplicas')) ?? least) }
}

/**
 * The most pods of a workload that run at the same time: while a Deployment is updated, its surge comes on top. A
 * DaemonSet counts once, because the number of nodes is unknown; pods that still drain are not counted.
 */
export function mostAtOnce(subject: Subject, workload: Resource): number {
  const { greatest } = replicasOf(subject, workload)
  const strategy = at(workload, 'spec', 'strategy')
  if (workload.kind !== 'Deployment' || at(strategy, 'type') === 'Recreate') return greatest
  const surge = at(strategy, 'rollingUpdate', 'maxSurge') ?? DEFAULT_SHARE
  return greatest + (share(surge, greatest, Math.ceil) ?? 0)
}

/** Of a Deployment's maxSurge (rounded up) and maxUnavailable (rounded down), where it says nothing. */
export const DEFAULT_SHARE = '25%'

/** An IntOrString as Kubernetes reads it: a number, or a percentage of `total`. Nothing if it is neither. */
export function share(value: unknown, total: number, round: (value: number) => number): number | undefined {
  const percent = /^([0-9]+)%$/.exec(text(value) ?? '')?.[1]
  return percent === undefined ? whole(value) : round((Number(percent) * total) / 100)
}

/** The pods of one run of a Job. */
function jobPods(job: Resource): number {
  const spec = at(job, ...jobPath(job))
  const parallelism = whole(at(spec, 'parallelism')) ?? 1
  return Math.min(parallelism, whole(at(spec, 'completions')) ?? parallelism)
}

const always = (count: number): Replicas => ({ least: count, greatest: count })
