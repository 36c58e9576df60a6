import { podTemplates } from '../../kubernetes/pods.ts'
import { at, items, type Resource } from '../../kubernetes/resource.ts'
import { selectsPlainly } from '../../kubernetes/selector.ts'
import type { Path } from '../../problem/problem.ts'
import { fieldsAt } from '../fields.ts'
import { nameOf, ofKind, show, text } from '../lookup.ts'
import type { Rule, Subject } from '../rule.ts'

const FRONTEND = 'frontend'
const INSIDE = ['ClusterIP', undefined]

/** Where routes name what they lead to: Ingress, the routes of Gateway API, Traefik's. */
const BACKENDS = [
  'spec.defaultBackend',
  'spec.rules.*.http.paths.*.backend',
  'spec.rules.*.backendRefs.*',
  'spec.rules.*.filters.*.requestMirror.backendRef',
  'spec.rules.*.backendRefs.*.filters.*.requestMirror.backendRef',
  'spec.routes.*.services.*',
]

export const onlyFrontendExposed: Rule = {
  id: 'only-frontend-exposed',
  severity: 'error',
  title: 'Nothing leads from outside to anything but the frontend: no Service, no Ingress, no route.',
  why: 'A node port or a route past the frontend is a second door without its checks. Network policies may stop it or not: some clusters rewrite addresses before they look. https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  mend: 'Make the Service a ClusterIP, or lead the route to the Service of the frontend.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Service')) {
      const type = text(at(resource, 'spec', 'type'))
      const outside = !INSIDE.includes(type)
      const name = nameOf(resource)
      if (outside && (type === 'ExternalName' || !isFrontend(subject, resource)))
        yield {
          resource,
          path: ['spec', 'type'],
          message: `Service ${name} is of type ${type}: expected ClusterIP, as it is not only the frontend's.`,
        }
      if (items(at(resource, 'spec', 'externalIPs')).length > 0)
        yield {
          resource,
          path: ['spec', 'externalIPs'],
          message: `Service ${name} answers at addresses from outside: expected no externalIPs.`,
        }
    }
    for (const resource of subject.resources)
      if (/^Ingress$|Route$/.test(String(resource.kind)))
        for (const { path, value } of BACKENDS.flatMap((pattern) => fieldsAt(resource, pattern)))
          if (!leadsToFrontend(subject, value))
            yield { resource, path: placeOf(path, value), message: message(value) }
  },
}

/** Whether a Service sends to pods of the frontend and to no others. */
function isFrontend({ resources }: Subject, service: Resource): boolean {
  const pods = podTemplates(resources).filter(({ labels }) =>
    selectsPlainly(at(service, 'spec', 'selector'), labels),
  )
  return pods.length > 0 && pods.every(({ resource }) => nameOf(resource) === FRONTEND)
}

function leadsToFrontend(subject: Subject, backend: unknown): boolean {
  const name = nameIn(backend)
  const home = at(backend, 'namespace') ?? subject.environment.namespace
  const kind = at(backend, 'kind') ?? 'Service'
  const service = ofKind(subject, 'Service').find((each) => nameOf(each) === name)
  // That a Service is there at all is the rule `route-backend`.
  const known = service ? isFrontend(subject, service) : at(backend, 'resource') === undefined
  return home === subject.environment.namespace && kind === 'Service' && known
}

const nameIn = (backend: unknown): string | undefined =>
  text(at(backend, 'service', 'name')) ?? text(at(backend, 'name'))

const placeOf = (path: Path, backend: unknown): Path =>
  at(backend, 'service', 'name') === undefined ? path : [...path, 'service', 'name']

function message(backend: unknown): string {
  const namespace = text(at(backend, 'namespace'))
  const kind = text(at(backend, 'kind')) ?? (at(backend, 'resource') === undefined ? 'Service' : 'resource')
  const name = nameIn(backend) ?? show(at(backend, 'resource', 'name'))
  return `It leads to ${kind} ${name}${namespace === undefined ? '' : ` in namespace ${namespace}`}: expected a Service of the frontend.`
}
