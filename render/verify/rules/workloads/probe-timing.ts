import { at } from '../../../kubernetes/resource.ts'
import { allContainers } from '../../fields.ts'
import { podsOf, whole } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

/** Seconds until something happens: how long a probe may fail before Kubernetes acts. */
const BOUNDS: Readonly<Record<string, readonly [least: number, most: number, what: string]>> = {
  startupProbe: [20, 600, 'a start may take'],
  livenessProbe: [15, 300, 'a hanging container is left'],
  readinessProbe: [3, 60, 'a pod that fails goes on getting requests'],
}
const SLOWEST = 10

export const probeTiming: Rule = {
  id: 'probe-timing',
  severity: 'error',
  title: 'Probes fail neither on the first slow response nor only after minutes.',
  why: 'periodSeconds × failureThreshold is how long a container hangs before Kubernetes acts, and how long a start may take; one extra digit makes it an hour. https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes',
  remediation: 'Set periodSeconds and failureThreshold so that their product is within the bounds.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { title, path, value } of allContainers(pod))
        for (const [name, [least, most, what]] of Object.entries(BOUNDS)) {
          const probe = at(value, name) ?? undefined
          if (probe === undefined) continue
          const place = { resource: pod.resource, path: [...path, name] }
          // 0 is nothing to the API server, which fills in its defaults.
          const seconds =
            (whole(at(probe, 'periodSeconds')) || 10) * (whole(at(probe, 'failureThreshold')) || 3)
          if (seconds < least || seconds > most)
            yield {
              ...place,
              message: `${title}: ${what} ${seconds} s by its ${name}: expected ${least} to ${most}.`,
            }
          const patience = whole(at(probe, 'timeoutSeconds')) || 1
          if (patience > SLOWEST)
            yield {
              ...place,
              path: [...place.path, 'timeoutSeconds'],
              message: `${title}: timeoutSeconds of the ${name} is ${patience}: expected ${SLOWEST} or less.`,
            }
        }
  },
}
