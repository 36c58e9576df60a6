import { at, items, type Resource } from '../../../kubernetes/resource.ts'
import type { Path } from '../../../problem/problem.ts'
import { find, ofKind, show, suggestName, text } from '../../lookup.ts'
import { hasPort, servicePorts, suggestPort } from '../../ports.ts'
import type { Rule } from '../../rule.ts'

export const routeBackend: Rule = {
  id: 'route-backend',
  severity: 'error',
  title: 'Every Ingress and HTTPRoute references an existing Service and one of its ports.',
  why: 'The controller responds 503 or 404 to every request, while Argo CD shows the environment healthy. https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
  remediation: 'Reference a Service of this environment and one of its ports.',
  *check(subject) {
    const { namespace } = subject.environment
    for (const resource of ofKind(subject, 'Ingress', 'HTTPRoute'))
      for (const { name, namespace: home = namespace, path, port, portPath } of backendsOf(resource)) {
        if (home !== namespace) continue
        const service = find(subject, 'Service', name)
        if (!service) {
          const message = `Service ${show(name)} not found.${suggestName(subject, 'Service', name)}`
          yield { resource, path, message }
        } else if (port !== undefined && !hasPort(servicePorts(service), port)) {
          const message = `Service/${name} has no port ${show(port)}.${suggestPort(servicePorts(service), port)}`
          yield { resource, path: portPath, message }
        }
      }
  },
}

interface Backend {
  readonly name: string
  readonly namespace?: string
  readonly path: Path
  readonly port: unknown
  readonly portPath: Path
}

const backendsOf = (resource: Resource): Backend[] => [
  ...(resource.kind === 'Ingress' ? ingressBackends(resource) : routeBackends(resource)),
]

function* ingressBackends(ingress: Resource): Generator<Backend> {
  yield* serviceOf(ingress, ['spec', 'defaultBackend'])
  for (const [index, rule] of items(at(ingress, 'spec', 'rules')).entries())
    for (const inner of items(at(rule, 'http', 'paths')).keys())
      yield* serviceOf(ingress, ['spec', 'rules', index, 'http', 'paths', inner, 'backend'])
}

function* serviceOf(ingress: Resource, place: Path): Generator<Backend> {
  const path = [...place, 'service', 'name']
  const name = text(at(ingress, ...path))
  if (name === undefined) return
  const field = at(ingress, ...place, 'service', 'port', 'name') === undefined ? 'number' : 'name'
  const portPath = [...place, 'service', 'port', field]
  yield { name, path, port: at(ingress, ...portPath), portPath }
}

function* routeBackends(route: Resource): Generator<Backend> {
  for (const [index, rule] of items(at(route, 'spec', 'rules')).entries())
    for (const [inner, backend] of items(at(rule, 'backendRefs')).entries()) {
      const place = ['spec', 'rules', index, 'backendRefs', inner]
      const name = text(at(backend, 'name'))
      const namespace = text(at(backend, 'namespace'))
      const isService = (at(backend, 'kind') ?? 'Service') === 'Service' && !at(backend, 'group')
      if (name === undefined || !isService) continue
      const port = at(backend, 'port')
      const common = { name, path: [...place, 'name'], port, portPath: [...place, 'port'] }
      yield namespace === undefined ? common : { ...common, namespace }
    }
}
