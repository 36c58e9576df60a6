import type { PodTemplate } from '../../../kubernetes/pods.ts'
import { suggest } from '../../../problem/nearest.ts'
import { type Address, addressOf, serviceNameIn } from '../../addresses.ts'
import { containersIn, find, nameOf, ofKind, show, titleOf } from '../../lookup.ts'
import { hasPort, podPorts, servicePorts, suggestPort } from '../../ports.ts'
import { mayCallOutside } from '../../reach/outside.ts'
import type { Rule, Subject } from '../../rule.ts'
import { variablesOf } from '../../variables.ts'

/**
 * An error, not a warning: in a pod, a host without a dot is nothing but a Service of its namespace. URLs in Secrets
 * and in the arguments of a command can't be seen.
 */
export const settingUrl: Rule = {
  id: 'setting-url',
  severity: 'error',
  needs: ['namespace'],
  title:
    'A URL in a setting names a Service of the environment and one of its ports, or an external host that the pod may reach.',
  why: 'The pod becomes ready, but each request that it forwards fails. https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
  remediation:
    'Use a Service of this environment with its port. An external host has a dot in its name, and a NetworkPolicy allows its addresses and port; a component such as model-api can take them from environment.yaml.',
  *check(subject) {
    const seen = new Set<string>()
    for (const { pod, container } of containersIn(subject))
      for (const variable of variablesOf(subject, pod.resource, container).values()) {
        const address = addressOf(variable)
        const wrong = address && (wrongWith(address, pod, subject) ?? closed(address, pod, subject))
        const { resource, path, name, value } = variable
        // Two pods may read one ConfigMap.
        const place = [resource.kind, nameOf(resource), ...path].join('/')
        if (wrong === undefined || seen.has(place)) continue
        seen.add(place)
        yield { resource, path, message: `${name} is ${show(value)}: ${wrong}` }
      }
  },
}

/** Every other host is outside of the namespace. Ports of its own pods are for the rule `reachability`. */
function closed({ host, port }: Address, pod: PodTemplate, { environment, resources }: Subject) {
  const own = host === 'localhost' || host === '127.0.0.1' || serviceNameIn(host, environment.namespace)
  if (own || port === undefined || mayCallOutside(resources, pod, port)) return undefined
  return `no NetworkPolicy allows ${titleOf(pod.resource)} to reach port ${port} of an external host.`
}

function wrongWith({ host, port, scheme }: Address, pod: PodTemplate, subject: Subject): string | undefined {
  if (host === 'localhost' || host === '127.0.0.1') {
    const ports = podPorts(pod)
    if (port === undefined || hasPort(ports, port)) return undefined
    return `in a pod, ${host} is the pod itself, which has no port ${port}.${suggestPort(ports, port)}`
  }
  const { namespace } = subject.environment
  const name = serviceNameIn(host, namespace)
  const [first = '', home = '', ...rest] = host.split('.')
  const inside = rest.length === 0 || rest[0] === 'svc'
  if (name === undefined)
    return inside && find(subject, 'Service', first)
      ? `${show(host)} is in the namespace ${show(home)}: expected ${show(first)}, which is in ${show(namespace)}.`
      : undefined
  const service = find(subject, 'Service', name)
  if (!service)
    return `Service ${show(name)} not found.${suggest(name, ofKind(subject, 'Service').map(nameOf))}`
  const ports = servicePorts(service)
  if (port === undefined || hasPort(ports, port)) {
    const plain = ports.some((each) => each.name === 'http' && each.number === port)
    return scheme === 'https' && plain
      ? `Service/${name} serves plain HTTP at port ${port}: expected http://.`
      : undefined
  }
  return `Service/${name} has no port ${port}.${suggestPort(ports, port)}`
}
