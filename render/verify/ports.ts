import { type Container, containersOf, type PodTemplate } from '../kubernetes/pods.ts'
import { at, items, type Resource } from '../kubernetes/resource.ts'
import { nearest } from '../problem/nearest.ts'
import { show, text, whole } from './lookup.ts'

/** A port of a container or of a Service. */
export interface Port {
  readonly name: string | undefined
  readonly number: number | undefined
  readonly protocol: string
}

const portsIn = (list: unknown, field: string): Port[] =>
  items(list).map((port) => ({
    name: text(at(port, 'name')),
    number: whole(at(port, field)),
    protocol: text(at(port, 'protocol')) ?? 'TCP',
  }))

export const containerPorts = ({ value }: Container): Port[] => portsIn(at(value, 'ports'), 'containerPort')

export const podPorts = (pod: PodTemplate): Port[] => containersOf(pod).flatMap(containerPorts)

/** What a Service listens on. */
export const servicePorts = (service: Resource): Port[] => portsIn(at(service, 'spec', 'ports'), 'port')

/** Whether one of the ports has this name or number, of a protocol if one is said. */
export const hasPort = (ports: readonly Port[], wanted: unknown, protocol?: string): boolean =>
  ports.some(
    (port) =>
      (typeof wanted === 'number' ? port.number === wanted : port.name === wanted && wanted !== undefined) &&
      (protocol === undefined || port.protocol === protocol),
  )

/** ` Did you mean ...` or what ports there are, as the tail of a message. */
export function suggestPort(ports: readonly Port[], wanted: unknown): string {
  const names = ports.flatMap(({ name }) => name ?? [])
  const close = nearest(text(wanted) ?? '', names)
  if (typeof wanted === 'string' && close !== undefined && close !== wanted)
    return ` Did you mean "${close}"?`
  if (ports.length === 0) return ' There are no ports.'
  const shown = ports.map(({ name, number, protocol }) =>
    [
      ...(name === undefined ? [] : [show(name)]),
      `${number ?? '?'}${protocol === 'TCP' ? '' : `/${protocol}`}`,
    ].join(' '),
  )
  return ` Known: ${[...new Set(shown)].join(', ')}.`
}
