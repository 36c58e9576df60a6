import { containersOf, type PodTemplate } from '../../kubernetes/pods.ts'
import { at, items } from '../../kubernetes/resource.ts'

/** Ports that lie beside each other, of one protocol or of any. */
export interface Ports {
  readonly protocol: 'TCP' | 'UDP' | 'SCTP' | 'any'
  readonly first: number
  readonly last: number
  /** A port by a name that only the pod behind it could resolve. */
  readonly name?: string
}

export const EVERY_PORT: Ports = { protocol: 'any', first: 1, last: 65_535 }

/** `8000`, `8000-8010`, `http`, or `*` for all of them. */
export const portText = ({ first, last, name }: Ports): string => {
  if (name !== undefined) return name
  if (first === EVERY_PORT.first && last === EVERY_PORT.last) return '*'
  return first === last ? String(first) : `${first}-${last}`
}

/**
 * The ports of a NetworkPolicy's rule; all, if it names none. A port's name is looked up at the pod that is called;
 * one that the pod doesn't have opens nothing. Without a pod (someone outside is called) the name is kept.
 *
 * https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export function portsOf(rule: unknown, called: PodTemplate | undefined): Ports[] {
  const listed = items(at(rule, 'ports'))
  return listed.length === 0 ? [EVERY_PORT] : listed.flatMap((entry) => portsOfEntry(entry, called))
}

function portsOfEntry(entry: unknown, called: PodTemplate | undefined): Ports[] {
  const protocol = (at(entry, 'protocol') ?? 'TCP') as Ports['protocol']
  const port = at(entry, 'port') ?? undefined
  if (port === undefined) return [{ ...EVERY_PORT, protocol }]
  if (typeof port === 'number') {
    const end = at(entry, 'endPort')
    return [{ protocol, first: port, last: typeof end === 'number' && end > port ? end : port }]
  }
  if (typeof port !== 'string') return []
  if (!called) return [{ protocol, first: 0, last: 0, name: port }]
  return namedPorts(called)
    .filter((each) => each.name === port && each.protocol === protocol)
    .map(({ number }) => ({ protocol, first: number, last: number }))
}

function namedPorts(pod: PodTemplate): { name: unknown; protocol: unknown; number: number }[] {
  return containersOf(pod)
    .filter(({ init, value }) => !init || at(value, 'restartPolicy') === 'Always')
    .flatMap(({ value }) => items(at(value, 'ports')))
    .flatMap((port) => {
      const number = at(port, 'containerPort')
      const protocol = at(port, 'protocol') ?? 'TCP'
      return typeof number === 'number' ? [{ name: at(port, 'name'), protocol, number }] : []
    })
}

/** What two openings have in common; nothing if they have nothing. */
export function common(a: Ports, b: Ports): Ports | undefined {
  if (a.protocol !== b.protocol && a.protocol !== 'any' && b.protocol !== 'any') return undefined
  const protocol = a.protocol === 'any' ? b.protocol : a.protocol
  const first = Math.max(a.first, b.first)
  const last = Math.min(a.last, b.last)
  return first <= last ? { protocol, first, last } : undefined
}

/** Whether an opening holds another one. */
export const holds = (wide: Ports, narrow: Ports): boolean =>
  (wide.protocol === 'any' || wide.protocol === narrow.protocol) &&
  (narrow.name === undefined
    ? wide.name === undefined && wide.first <= narrow.first && narrow.last <= wide.last
    : wide.name === narrow.name || portText(wide) === '*')
