import { at } from '../../../kubernetes/resource.ts'
import { allContainers } from '../../fields.ts'
import { podsOf, text } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

/** Paths of our services that answer for the database, or for other services, too. */
const ANSWER_FOR_OTHERS = ['/ready', '/health/services', '/api/smoke']

export const livenessProbe: Rule = {
  id: 'liveness-probe',
  severity: 'error',
  title: 'Liveness and startup probes do not depend on other services.',
  why: 'Kubernetes restarts a container whose liveness or startup probe fails. When the database is unavailable, restarting all its clients at once helps nothing and delays their recovery. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  remediation: 'Probe /health; use the path that checks the database for the readiness probe only.',
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
              message: `The ${probe} of ${title.replace('Container', 'container')} requests ${asked}, which depends on other services; use a path such as /health.`,
            }
        }
  },
}
