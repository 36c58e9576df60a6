import { at, entries } from '../../../kubernetes/resource.ts'
import { allContainers } from '../../fields.ts'
import { endsByItself, podsOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const

const MEANING: Readonly<Record<(typeof PROBES)[number], string>> = {
  startupProbe: 'a slow start looks like a crash',
  livenessProbe: 'Kubernetes does not restart it when it hangs',
  readinessProbe: 'it receives requests before it can respond',
}

export const probes: Rule = {
  id: 'probes',
  severity: 'error',
  title: 'Every long-running container has a startup, a liveness and a readiness probe.',
  why: 'Without them, Kubernetes and Argo CD report a program healthy as soon as its process exists. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  remediation: 'Add the probe to the container.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { title, path, value, init } of allContainers(pod)) {
        const sidecar = init && at(value, 'restartPolicy') === 'Always'
        if (init ? !sidecar : endsByItself(pod.resource)) continue
        const missing = PROBES.filter(
          (probe) => !entries(at(value, probe)).some(([way]) => WAYS.includes(way)),
        )
        for (const probe of missing) {
          // Nothing restarts it yet: that comes with the livenessProbe.
          const later = probe === 'startupProbe' && missing.includes('livenessProbe')
          yield {
            resource: pod.resource,
            path: [...path, probe],
            message: `${title} has no ${probe}: ${later ? 'with a livenessProbe, ' : ''}${MEANING[probe]}.`,
          }
        }
      }
  },
}

const WAYS = ['httpGet', 'tcpSocket', 'exec', 'grpc']
