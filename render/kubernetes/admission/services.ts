import { at } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { address as ipAddress } from '../values/network.ts'
import { isGiven, needs, type Part, part, parts, twice } from './part.ts'

/** Services: ValidateService in Kubernetes. */
export function checkService(manifest: Part): SchemaViolation[] {
  const spec = part(manifest, 'spec')
  const type = at(spec.value, 'type') ?? 'ClusterIP'
  const headless = at(spec.value, 'clusterIP') === 'None'
  const ports = parts(spec, 'ports')
  return [
    ...(type === 'ExternalName' ? needs(spec, 'externalName') : headless ? [] : needs(spec, 'ports')),
    ...(ports.length > 1 ? ports.flatMap((port) => needs(port, 'name')) : []),
    ...twice(ports, ({ value }) => at(value, 'name'), 'port name'),
    ...twice(
      ports.filter(({ value }) => at(value, 'nodePort')),
      ({ value }) => `${at(value, 'nodePort')} ${at(value, 'protocol') ?? 'TCP'}`,
      'node port',
    ),
    ...address(spec),
    ...(outside(type) ? nodePortRange(ports) : inside(spec, ports, String(type))),
    ...(headless && outside(type)
      ? [
          wrongValue(
            [...spec.path, 'clusterIP'],
            `A Service of type ${type} needs an address: remove "None".`,
          ),
        ]
      : []),
  ]
}

/** The cluster gives the address: no value, or one of its range, or None. */
function address(spec: Part): SchemaViolation[] {
  const said = at(spec.value, 'clusterIP')
  if (typeof said !== 'string' || said === '' || said === 'None' || !ipAddress(said)) return []
  return [wrongValue([...spec.path, 'clusterIP'], `Expected None or an address, found "${said}".`)]
}

const outside = (type: unknown): boolean => type === 'NodePort' || type === 'LoadBalancer'

/** What only makes sense where the Service is open to the outside. */
function inside(spec: Part, ports: readonly Part[], type: string): SchemaViolation[] {
  const only = `Is for the types NodePort and LoadBalancer, found ${type}: remove this.`
  return [
    ...ports
      .filter(({ value }) => at(value, 'nodePort'))
      .map(({ path }) => wrongKey([...path, 'nodePort'], only)),
    ...['externalTrafficPolicy', 'healthCheckNodePort', 'loadBalancerClass', 'loadBalancerSourceRanges']
      .filter((field) => isGiven(at(spec.value, field)) && !isAddressed(spec, field))
      .map((field) => wrongKey([...spec.path, field], only)),
  ]
}

/** With an external address traffic comes from outside too. */
const isAddressed = (spec: Part, field: string): boolean =>
  field === 'externalTrafficPolicy' && isGiven(at(spec.value, 'externalIPs', 0))

/** The range that clusters give out unless they are told another. */
function nodePortRange(ports: readonly Part[]): SchemaViolation[] {
  return ports.flatMap(({ path, value }) => {
    const port = at(value, 'nodePort')
    return typeof port === 'number' && port !== 0 && (port < 30_000 || port > 32_767)
      ? [wrongValue([...path, 'nodePort'], `Expected a number from 30000 to 32767, found ${port}.`)]
      : []
  })
}
