import type { Outside } from '../../acceptance/criterion.ts'
import { at, entries, items, type Resource } from '../../kubernetes/resource.ts'
import { http, isKnownHost } from '../../tools/http.ts'
import { type Forwarding, portForward } from '../../tools/port-forward.ts'

/** How requests come into the system. */
export interface WayIn {
  /** Whose paths are asked for. */
  readonly url: string
  /** Where to connect to, if not to the URL's host. */
  readonly connect?: { readonly host: string; readonly port: number }
  readonly way: Outside['way']
  readonly notTaken?: string
  readonly end: () => Promise<void>
}

export interface Entrance {
  readonly root: string
  readonly context: string
  readonly namespace: string
  /** The Service that people reach from outside. */
  readonly service: string
  readonly healthy: string
  /** What is in the cluster: the Services and the Ingresses. */
  readonly services: readonly Resource[]
  readonly ingresses: readonly Resource[]
  /** Where people come in, as a URL; none if the environment has no host. */
  readonly url?: string
  /** Where the Ingress listens, given by the user. */
  readonly address?: string
}

const PATIENCE = 5000

const nothing = async (): Promise<void> => undefined

/**
 * The way that people take, by DNS or by the address that the Ingress publishes; where neither leads there from this
 * machine, a port-forward, which must be ended.
 *
 * @throws KubectlError if there is no way at all.
 */
export async function wayIn(entrance: Entrance): Promise<WayIn> {
  const { url, address } = entrance
  if (url === undefined) return forwarded(entrance, 'the environment has no host')
  if (address !== undefined) {
    const connect = connectTo(address)
    return {
      url,
      connect,
      way: { kind: 'address', text: `${url} at ${connect.host}:${connect.port}` },
      end: nothing,
    }
  }
  const { hostname, protocol } = new URL(url)
  if (await isKnownHost(hostname)) return { url, way: { kind: 'address', text: url }, end: nothing }
  const unknown = `${hostname} has no address here`
  for (const host of entrance.ingresses.flatMap(addressesOf)) {
    const connect = { host, port: protocol === 'https:' ? 443 : 80 }
    const way = { kind: 'address', text: `${url} at ${host}` } as const
    if (await answers(url + entrance.healthy, connect)) return { url, connect, way, end: nothing }
  }
  return forwarded(entrance, `${unknown}, and no address of the Ingress answers: name one with --address`)
}

/** `http://127.0.0.1:8080`, `192.168.49.2:8080` or `192.168.49.2`. */
function connectTo(address: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(address.includes('://') ? address : `http://${address}`)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
}

const addressesOf = (ingress: Resource): string[] =>
  items(at(ingress, 'status', 'loadBalancer', 'ingress')).flatMap((each) =>
    entries(each).flatMap(([key, value]) => (key === 'ip' || key === 'hostname' ? [String(value)] : [])),
  )

const answers = (url: string, connect: { host: string; port: number }): Promise<boolean> =>
  http({ url, connect, timeout: PATIENCE }).then(
    () => true,
    () => false,
  )

async function forwarded(
  { root, context, namespace, service, services }: Entrance,
  notTaken: string,
): Promise<WayIn> {
  const found = services.find(({ metadata }) => metadata.name === service)
  const port = Number(at(found, 'spec', 'ports', 0, 'port') ?? 80)
  const forwarding: Forwarding = await portForward(root, context, namespace, `service/${service}`, port)
  return {
    url: `http://127.0.0.1:${forwarding.port}`,
    way: { kind: 'port-forward', text: `a port-forward to Service/${service}` },
    notTaken,
    end: forwarding.end,
  }
}
