import { containersOf } from '../../../kubernetes/pods.ts'
import { at, items } from '../../../kubernetes/resource.ts'
import { ofKind, podsOf, text, whole } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'
import { variablesOf } from '../../variables.ts'

export const terminationGrace: Rule = {
  id: 'termination-grace',
  severity: 'error',
  title: 'terminationGracePeriodSeconds exceeds the preStop hook plus DRAIN_SECONDS.',
  why: 'The grace period includes the preStop hook: when it ends, open requests are aborted. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  remediation: 'Lower DRAIN_SECONDS, or raise terminationGracePeriodSeconds.',
  *check(subject) {
    const workloads = ofKind(subject, 'Deployment', 'StatefulSet', 'DaemonSet')
    for (const pod of podsOf(subject).filter(({ resource }) => workloads.includes(resource)))
      for (const container of containersOf(pod)) {
        const grace = whole(at(pod.spec, 'terminationGracePeriodSeconds')) ?? DEFAULT
        const drain = variablesOf(subject, pod.resource, container).get('DRAIN_SECONDS')
        const seconds = drain && /^[0-9]+$/.test(drain.value) ? Number(drain.value) : 0
        const pause = sleepOf(at(container.value, 'lifecycle', 'preStop'))
        if (pause + seconds === 0 || grace > pause + seconds) continue
        const message = `terminationGracePeriodSeconds is ${grace}; preStop takes ${pause} s and DRAIN_SECONDS ${seconds} s: expected more than ${pause + seconds}.`
        const place = drain ?? {
          resource: pod.resource,
          path: [...pod.path, 'terminationGracePeriodSeconds'],
        }
        yield { resource: place.resource, path: place.path, message }
      }
  },
}

/** What the API server fills in. */
const DEFAULT = 30

/** Seconds of a hook that only waits: `sleep`, or a command `sleep SECONDS`. How long other commands take is unknown. */
function sleepOf(hook: unknown): number {
  const words = items(at(hook, 'exec', 'command')).map((word) => text(word) ?? '')
  const command = /(?:^|[/\s])sleep ([0-9]+)\b/.exec(words.join(' '))
  return whole(at(hook, 'sleep', 'seconds')) ?? Number(command?.[1] ?? 0)
}
