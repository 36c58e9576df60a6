import { at } from '../../kubernetes/resource.ts'
import { allContainers } from '../fields.ts'
import { podsOf, text } from '../lookup.ts'
import type { Rule } from '../rule.ts'

/** Paths of our services that answer for the database, or for other services, too. */
const ANSWER_FOR_OTHERS = ['/ready', '/health/services', '/api/smoke']

export const livenessProbe: Rule = {
  id: 'liveness-probe',
  severity: 'error',
  title: 'Liveness and startup probes ask the container about itself alone.',
  why: 'Kubernetes restarts a container whose liveness or startup probe fails. When the database is away, restarting all its clients at once fixes nothing and keeps them away when it is back. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  remediation: 'Probe /health; leave the path that knows the database to the readiness probe.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { title, path, value } of allContainers(pod))
        for (const probe of ['livenessProbe', 'startupProbe']) {
          const asked = text(at(value, probe, 'httpGet', 'path'))
          const plain = asked?.split(/[?#]/)[0]?.replace(/(?!^)\/+$/, '')
          if (plain !== undefined && ANSWER_FOR_OTHERS.includes(plain))
            yield {
              resource: pod.resource,
              path: [...path, probe, 'httpGet', 'path'],
              message: `The ${probe} of ${title.replace('Container', 'container')} asks ${asked}, which answers for others too: expected a path like /health.`,
            }
        }
  },
}
