import { at } from '../resource.ts'
import { type SchemaViolation, wrongValue } from '../schema/violation.ts'
import { isGiven, type Part, part, parts } from './part.ts'

/** HTTPRoutes: the rules that their definition states as expressions, which only an API server evaluates. */
export const checkRoute = (manifest: Part): SchemaViolation[] =>
  parts(manifest, 'spec', 'rules').flatMap((rule) => [
    ...parts(rule, 'matches').flatMap((match) => absolute(part(match, 'path'))),
    ...parts(rule, 'backendRefs').flatMap(portOfService),
  ])

function absolute({ path, value }: Part): SchemaViolation[] {
  const [type, route] = [at(value, 'type') ?? 'PathPrefix', at(value, 'value') ?? '/']
  return type !== 'RegularExpression' && !String(route).startsWith('/')
    ? [wrongValue([...path, 'value'], `With "type: ${type}" the path must begin with "/".`)]
    : []
}

function portOfService({ path, value }: Part): SchemaViolation[] {
  const service = (at(value, 'kind') ?? 'Service') === 'Service' && !at(value, 'group')
  return service && !isGiven(at(value, 'port'))
    ? [wrongValue([...path, 'port'], 'A Service needs a port: name its number.')]
    : []
}
