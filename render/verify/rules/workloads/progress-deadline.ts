import { type Container, containersOf, podTemplateOf } from '../../../kubernetes/pods.ts'
import { at } from '../../../kubernetes/resource.ts'
import { ofKind, titleOf, whole } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const progressDeadline: Rule = {
  id: 'progress-deadline',
  severity: 'error',
  title: 'Every Deployment has a progressDeadlineSeconds that is bounded and allows its pods to start.',
  why: 'While Argo CD waits for a Deployment, it does not apply the revert that would fix it; a deadline that is too short fails a healthy sync. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds',
  remediation:
    'Set progressDeadlineSeconds to what the startup probe allows plus 30 s for scheduling and pulling the image.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Deployment')) {
      const deadline = whole(at(resource, 'spec', 'progressDeadlineSeconds'))
      const pod = podTemplateOf(resource)
      const budget = startupSeconds(pod ? containersOf(pod) : [])
      const path = ['spec', 'progressDeadlineSeconds']
      const expected = `expected ${budget + AIR} or more (${budget} s to start, and ${AIR} s).`
      if (deadline === undefined) {
        const message = `${titleOf(resource)} does not set progressDeadlineSeconds; the default of 600 s delays a revert by that time: ${expected}`
        yield { resource, path, message }
      } else if (deadline < budget + AIR)
        yield { resource, path, message: `progressDeadlineSeconds is ${deadline}: ${expected}` }
      else if (deadline > budget + MOST)
        yield {
          resource,
          path,
          message: `progressDeadlineSeconds is ${deadline} and can delay a revert by that time: expected ${budget + MOST} or less.`,
        }
    }
  },
}

/** Seconds for scheduling a pod and pulling its image. */
const AIR = 30

/** Seconds beside the start that even a large image on a slow line takes; what is more only holds a revert. */
const MOST = 120

/** Seconds that the startup probes allow: init containers (sidecars) one after the other, then all others at once. */
function startupSeconds(containers: readonly Container[]): number {
  const seconds = (init: boolean): number[] =>
    containers
      .filter((each) => each.init === init)
      .map(({ value }) => probeSeconds(at(value, 'startupProbe')))
  return seconds(true).reduce((sum, each) => sum + each, 0) + Math.max(0, ...seconds(false))
}

/** With the API server's defaults, also where 0 stands: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes */
const probeSeconds = (probe: unknown): number =>
  probe === undefined || probe === null
    ? 0
    : (whole(at(probe, 'initialDelaySeconds')) ?? 0) +
      (whole(at(probe, 'failureThreshold')) || 3) * (whole(at(probe, 'periodSeconds')) || 10)
