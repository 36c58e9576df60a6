import { at, items } from '../resource.ts'
import { type SchemaViolation, wrongValue } from '../schema/violation.ts'
import { isGiven, needs, oneOfFields, type Part, part, parts } from './part.ts'

/** Ingresses: ValidateIngressSpec in Kubernetes. */
export function checkIngress(manifest: Part): SchemaViolation[] {
  const spec = part(manifest, 'spec')
  const paths = parts(spec, 'rules').flatMap((rule) => parts(rule, 'http', 'paths'))
  const reachable = items(at(spec.value, 'rules')).length > 0 || isGiven(at(spec.value, 'defaultBackend'))
  return [
    ...(reachable
      ? []
      : [wrongValue([...spec.path, 'rules'], 'Name at least one rule, or a defaultBackend.')]),
    ...parts(spec, 'rules').flatMap((rule) => needs(part(rule, 'http'), 'paths')),
    ...[part(spec, 'defaultBackend'), ...paths.map((path) => part(path, 'backend'))].flatMap(backend),
    ...paths.flatMap(path),
  ]
}

function path(path: Part): SchemaViolation[] {
  const [type, value] = [at(path.value, 'pathType'), at(path.value, 'path')]
  if (type === 'ImplementationSpecific') return []
  return typeof value === 'string' && value.startsWith('/')
    ? []
    : [wrongValue([...path.path, 'path'], `With "pathType: ${type}" the path must begin with "/".`)]
}

const backend = (backend: Part): SchemaViolation[] => [
  ...oneOfFields(backend, ['resource', 'service']),
  ...needs(part(backend, 'service'), 'name', 'port'),
  ...oneOfFields(part(backend, 'service', 'port'), ['name', 'number']),
]
