import type { Outside } from '../../acceptance/criterion.ts'
import { at, entries, items, type Resource } from '../../kubernetes/resource.ts'
import { http, isKnownHost } from '../../tools/http.ts'
import { type Forwarding, portForward } from '../../tools/port-forward.ts'

/** How requests reach the system from outside. */
export interface ExternalAccess {
  /** The base of every request's URL. */
  readonly url: string
  /** Where to connect, if not to the URL's host. */
  readonly connect?: { readonly host: string; readonly port: number }
  readonly access: Outside['access']
  readonly fallbackReason?: string
  readonly end: () => Promise<void>
}

export interface AccessOptions {
  readonly root: string
  readonly context: string
  readonly namespace: string
  /** The Service that users reach from outside. */
  readonly service: string
  readonly healthy: string
  /** The live Services and Ingresses. */
  readonly services: readonly Resource[]
  readonly ingresses: readonly Resource[]
  /** The users' URL; undefined if the environment has no host. */
  readonly url?: string
  /** Where the Ingress listens, given by the user. */
  readonly address?: string
}

const TIMEOUT_MS = 5000

const nothing = async (): Promise<void> => undefined

/**
 * Opens the access that users have: by DNS or by the address that the Ingress publishes. If this machine can use neither,
 * starts a port-forward, which the caller must end.
 *
 * @throws KubectlError if the port-forward fails too.
 */
export async function openAccess(options: AccessOptions): Promise<ExternalAccess> {
  const { url, address } = options
  if (url === undefined) return forwarded(options, 'the environment has no host')
  if (address !== undefined) {
    const connect = connectTo(address)
    return {
      url,
      connect,
      access: { kind: 'address', text: `${url} at ${connect.host}:${connect.port}` },
      end: nothing,
    }
  }
  const { hostname, protocol } = new URL(url)
  if (await isKnownHost(hostname)) return { url, access: { kind: 'address', text: url }, end: nothing }
  const unknown = `${hostname} does not resolve on this machine`
  for (const host of options.ingresses.flatMap(addressesOf)) {
    const connect = { host, port: protocol === 'https:' ? 443 : 80 }
    const access = { kind: 'address', text: `${url} at ${host}` } as const
    if (await answers(url + options.healthy, connect)) return { url, connect, access, end: nothing }
  }
  return forwarded(options, `${unknown}, and no address of the Ingress answers; set --address`)
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
  http({ url, connect, timeout: TIMEOUT_MS }).then(
    () => true,
    () => false,
  )

async function forwarded(
  { root, context, namespace, service, services }: AccessOptions,
  fallbackReason: string,
): Promise<ExternalAccess> {
  const found = services.find(({ metadata }) => metadata.name === service)
  const port = Number(at(found, 'spec', 'ports', 0, 'port') ?? 80)
  const forwarding: Forwarding = await portForward(root, context, namespace, `service/${service}`, port)
  return {
    url: `http://127.0.0.1:${forwarding.port}`,
    access: { kind: 'port-forward', text: `a port-forward to Service/${service}` },
    fallbackReason,
    end: forwarding.end,
  }
}
