import { containersOf } from '../../../kubernetes/pods.ts'
import { at, entries } from '../../../kubernetes/resource.ts'
import { selectsPlainly } from '../../../kubernetes/selector.ts'
import { ofKind, podsOf, show, whole } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

/** Longer than any request of ours, and than a database's shutdown. */
const LONGEST = 120

/** A StatefulSet is left out: what holds data ends its clients' connections by itself. */
const DRAINED = ['Deployment', 'DaemonSet']

export const gracefulStop: Rule = {
  id: 'graceful-stop',
  severity: 'error',
  title:
    'A container of a Deployment or DaemonSet behind a Service has a preStop pause, and every grace period is bounded.',
  why: 'A pod receives SIGTERM while others still send to it: without a pause, each update loses requests. A grace period that is too long delays every node drain. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow',
  remediation: 'Use base/shared/rolling-update, which pauses 5 s in lifecycle.preStop.',
  *check(subject) {
    const services = ofKind(subject, 'Service')
    for (const pod of podsOf(subject)) {
      const { resource, labels, spec, path } = pod
      const grace = at(spec, 'terminationGracePeriodSeconds') ?? undefined
      if (grace !== undefined && !((whole(grace) ?? 0) >= 1 && Number(grace) <= LONGEST))
        yield {
          resource,
          path: [...path, 'terminationGracePeriodSeconds'],
          message: `terminationGracePeriodSeconds is ${show(grace)}: expected 1 to ${LONGEST}.`,
        }
      const served = services.some((each) => selectsPlainly(at(each, 'spec', 'selector'), labels))
      if (!DRAINED.includes(resource.kind) || !served) continue
      for (const { name, init, value, path: place } of containersOf(pod)) {
        const hook = at(value, 'lifecycle', 'preStop')
        const pauses = entries(hook).some(
          ([way, how]) => how !== null && (way !== 'sleep' || at(how, 'seconds') !== 0),
        )
        if (!init && !pauses)
          yield {
            resource,
            path: [...place, 'lifecycle', 'preStop'],
            message: `Container "${name}" has no preStop pause; add one of a few seconds.`,
          }
      }
    }
  },
}
