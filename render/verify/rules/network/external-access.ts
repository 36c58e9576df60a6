import { podTemplates } from '../../../kubernetes/pods.ts'
import { at, items, type Resource } from '../../../kubernetes/resource.ts'
import { selectsPlainly } from '../../../kubernetes/selector.ts'
import type { Path } from '../../../problem/problem.ts'
import { fieldsAt } from '../../fields.ts'
import { nameOf, ofKind, show, text } from '../../lookup.ts'
import { podPorts } from '../../ports.ts'
import { onIn } from '../../reach/files.ts'
import { workloadsOf } from '../../reach/parties.ts'
import { writtenFor } from '../../reach/written.ts'
import type { Rule, Subject } from '../../rule.ts'

const INTERNAL = ['ClusterIP', undefined]

/** Where routes name what they lead to: Ingress, the routes of Gateway API, Traefik's. */
const BACKENDS = [
  'spec.defaultBackend',
  'spec.rules.*.http.paths.*.backend',
  'spec.rules.*.backendRefs.*',
  'spec.rules.*.filters.*.requestMirror.backendRef',
  'spec.rules.*.backendRefs.*.filters.*.requestMirror.backendRef',
  'spec.routes.*.services.*',
]

export const externalAccess: Rule = {
  id: 'external-access',
  severity: 'error',
  needs: ['base', 'environment'],
  title: 'Services, Ingresses and routes expose only workloads listed as `external` in a reachability.yaml.',
  why: 'A node port or a route to anything else bypasses the checks of the intended entry point. Network policies may not stop it: some clusters rewrite addresses before they apply policies. https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  remediation:
    'Make the Service a ClusterIP, or point the route at an external workload; or list WORKLOAD:PORT under `external` in the reachability.yaml next to the workload.',
  *check(subject) {
    const { external } = writtenFor(
      subject.fleet.reachability,
      subject.environment,
      onIn(subject),
      workloadsOf(subject.resources),
    )
    const listed = external.length === 0 ? 'nothing is external' : `external: ${external.join(', ')}`
    for (const resource of ofKind(subject, 'Service')) {
      const type = text(at(resource, 'spec', 'type'))
      const internal = INTERNAL.includes(type)
      const wrong = type === 'ExternalName' ? ['another name'] : wrongTargets(subject, resource, external)
      if (!internal && wrong.length > 0)
        yield {
          resource,
          path: ['spec', 'type'],
          message: `Service ${nameOf(resource)} has type ${type} and exposes ${wrong.join(', ')}; ${listed}.`,
        }
      if (items(at(resource, 'spec', 'externalIPs')).length > 0)
        yield {
          resource,
          path: ['spec', 'externalIPs'],
          message: `Service ${nameOf(resource)} has externalIPs; remove them.`,
        }
    }
    for (const resource of subject.resources)
      if (/^Ingress$|Route$/.test(String(resource.kind)))
        for (const { path, value } of BACKENDS.flatMap((pattern) => fieldsAt(resource, pattern))) {
          const wrong = wrongBackend(subject, value, external)
          if (wrong !== undefined)
            yield { resource, path: placeOf(path, value), message: `It exposes ${wrong}; ${listed}.` }
        }
  },
}

/** The targets of a Service, each WORKLOAD:PORT, that may not be reached from outside. */
function wrongTargets(
  { resources }: Subject,
  service: Resource,
  external: readonly string[],
  only?: unknown,
): string[] {
  const pods = podTemplates(resources).filter(({ labels }) =>
    selectsPlainly(at(service, 'spec', 'selector'), labels),
  )
  const ports = items(at(service, 'spec', 'ports')).filter(
    (port) => only === undefined || [at(port, 'port'), at(port, 'name')].includes(only),
  )
  const targets = pods.flatMap((pod) =>
    ports.map((port) => {
      const target = at(port, 'targetPort') ?? at(port, 'port')
      const number =
        typeof target === 'number' ? target : podPorts(pod).find(({ name }) => name === target)?.number
      return `${nameOf(pod.resource)}:${number ?? target}`
    }),
  )
  if (pods.length === 0) return ['no pod']
  return [...new Set(targets)].filter((each) => !external.includes(each))
}

/** Where a route leads, if it may not; that a Service is there at all is the rule `route-backend`. */
function wrongBackend(subject: Subject, backend: unknown, external: readonly string[]): string | undefined {
  const name = nameIn(backend)
  const home = text(at(backend, 'namespace')) ?? subject.environment.namespace
  const kind = text(at(backend, 'kind')) ?? (at(backend, 'resource') === undefined ? 'Service' : 'resource')
  if (home !== subject.environment.namespace) return `${kind} ${name} in namespace ${home}`
  if (kind !== 'Service') return `${kind} ${name ?? show(at(backend, 'resource', 'name'))}`
  const service = ofKind(subject, 'Service').find((each) => nameOf(each) === name)
  if (!service) return undefined
  const port =
    at(backend, 'service', 'port', 'number') ?? at(backend, 'service', 'port', 'name') ?? at(backend, 'port')
  const wrong = wrongTargets(subject, service, external, port)
  return wrong.length > 0 ? wrong.join(', ') : undefined
}

const nameIn = (backend: unknown): string | undefined =>
  text(at(backend, 'service', 'name')) ?? text(at(backend, 'name'))

const placeOf = (path: Path, backend: unknown): Path =>
  at(backend, 'service', 'name') === undefined ? path : [...path, 'service', 'name']
