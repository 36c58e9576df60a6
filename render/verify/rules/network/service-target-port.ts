import { at, items } from '../../../kubernetes/resource.ts'
import { selectsPlainly } from '../../../kubernetes/selector.ts'
import { ofKind, podsOf, show, text, titleOf } from '../../lookup.ts'
import { hasPort, podPorts, suggestPort } from '../../ports.ts'
import type { Rule } from '../../rule.ts'

export const serviceTargetPort: Rule = {
  id: 'service-target-port',
  severity: 'error',
  title: 'Every targetPort of a Service is a container port of its pods.',
  why: 'A pod without a port of that name is left out of the endpoints; a port number without a listener refuses every connection. https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  remediation: 'Set targetPort to a port that the container declares.',
  *check(subject) {
    const pods = podsOf(subject)
    for (const resource of ofKind(subject, 'Service')) {
      const behind = pods.filter(({ labels }) => selectsPlainly(at(resource, 'spec', 'selector'), labels))
      for (const [index, port] of items(at(resource, 'spec', 'ports')).entries()) {
        const field = at(port, 'targetPort') === undefined ? 'port' : 'targetPort'
        const wanted = at(port, field)
        const protocol = text(at(port, 'protocol')) ?? 'TCP'
        const lacking = behind.find((pod) => !hasPort(podPorts(pod), wanted, protocol))
        if (!lacking) continue
        yield {
          resource,
          path: ['spec', 'ports', index, field],
          message: `${titleOf(lacking.resource)} has no ${protocol} port ${show(wanted)}.${suggestPort(podPorts(lacking), wanted)}`,
        }
      }
    }
  },
}
