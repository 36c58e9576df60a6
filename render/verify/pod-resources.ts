import { type Container, containersOf, type PodTemplate } from '../kubernetes/pods.ts'
import { at, items } from '../kubernetes/resource.ts'
import { type Amounts, add, amountsIn, greater } from './amounts.ts'
import { ofKind } from './lookup.ts'
import type { Subject } from './rule.ts'

/** What a container, or a pod, requests, and its limits. */
export interface Resources {
  readonly requests: Amounts
  readonly limits: Amounts
}

const NOTHING: Resources = { requests: {}, limits: {} }

/**
 * What a container has once the API server took it in: a limit is a request as well where none is said, and the
 * namespace's LimitRange gives what is still missing.
 *
 * https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function containerResources(subject: Subject, { value }: Container): Resources {
  const limits = amountsIn(at(value, 'resources', 'limits'))
  const own: Resources = { limits, requests: { ...limits, ...amountsIn(at(value, 'resources', 'requests')) } }
  return ofKind(subject, 'LimitRange')
    .flatMap((range) => items(at(range, 'spec', 'limits')))
    .filter((limit) => at(limit, 'type') === 'Container')
    .reduce<Resources>(({ requests, limits }, limit) => {
      const most = amountsIn(at(limit, 'default'))
      const asked = { ...most, ...amountsIn(at(limit, 'defaultRequest')) }
      return { requests: { ...asked, ...requests }, limits: { ...most, ...limits } }
    }, own)
}

/**
 * What a pod counts for in a quota: the sum of its containers, or what one of its init containers needs at its turn,
 * whichever is more; one that restarts (a sidecar) goes on beside all that come after it.
 *
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function podResources(subject: Subject, pod: PodTemplate): Resources {
  const containers = containersOf(pod).map((container) => ({
    container,
    resources: containerResources(subject, container),
  }))
  let sidecars = NOTHING
  let peak = NOTHING
  for (const { container, resources } of containers.filter(({ container }) => container.init)) {
    const turn = both(add, sidecars, resources)
    peak = both(greater, peak, turn)
    if (at(container.value, 'restartPolicy') === 'Always') sidecars = turn
  }
  const main = containers
    .filter(({ container }) => !container.init)
    .reduce((sum, { resources }) => both(add, sum, resources), sidecars)
  return both(greater, main, peak)
}

const both = (join: (a: Amounts, b: Amounts) => Amounts, a: Resources, b: Resources): Resources => ({
  requests: join(a.requests, b.requests),
  limits: join(a.limits, b.limits),
})
