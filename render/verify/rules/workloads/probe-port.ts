import { at } from '../../../kubernetes/resource.ts'
import { containersIn, show } from '../../lookup.ts'
import { containerPorts, hasPort, suggestPort } from '../../ports.ts'
import type { Rule } from '../../rule.ts'

export const probePort: Rule = {
  id: 'probe-port',
  severity: 'error',
  title: 'Every port of a probe or lifecycle hook is declared by its container.',
  why: 'A probe of another port always fails: the container restarts in a loop, or never receives a request. https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  remediation: "Use one of the container's ports.",
  *check(subject) {
    for (const { pod, container } of containersIn(subject))
      for (const handler of HANDLERS)
        for (const call of CALLS) {
          const port = at(container.value, ...handler, call, 'port')
          const ports = containerPorts(container)
          if (port === undefined || hasPort(ports, port)) continue
          yield {
            resource: pod.resource,
            path: [...container.path, ...handler, call, 'port'],
            message: `The container has no port ${show(port)}.${suggestPort(ports, port)}`,
          }
        }
  },
}

const HANDLERS = [
  ['startupProbe'],
  ['readinessProbe'],
  ['livenessProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
]
const CALLS = ['httpGet', 'tcpSocket', 'grpc']
