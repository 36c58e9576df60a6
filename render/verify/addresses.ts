import { own } from '../kubernetes/resource.ts'
import type { Variable } from './variables.ts'

/** Where a setting sends requests. */
export interface Address {
  readonly host: string
  /** Nothing if neither the setting nor its scheme says it. */
  readonly port: number | undefined
  /** Of a URL. */
  readonly scheme?: string
}

const PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
}

/** The address in a variable: that of a URL, or libpq's host. Nothing if it holds none. */
export function addressOf({ name, value }: Variable): Address | undefined {
  if (name === 'PGHOST') return value.includes('/') ? undefined : { host: value, port: undefined }
  const [, scheme = '', authority] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(value) ?? []
  if (authority === undefined) return undefined
  const place = authority.slice(authority.lastIndexOf('@') + 1)
  const [, host, port] = /^([^:[\]]+)(?::([0-9]+))?$/.exec(place) ?? []
  if (host === undefined) return undefined
  const plain = scheme.toLowerCase()
  return { host, port: port === undefined ? own(PORTS, plain) : Number(port), scheme: plain }
}

/** The Service of this namespace that a host means; nothing if it means something else. */
export function serviceNameIn(host: string, namespace: string): string | undefined {
  const [name = '', ...domain] = host.split('.')
  const home = domain.join('.')
  const local = ['', namespace, `${namespace}.svc`, `${namespace}.svc.cluster.local`]
  return local.includes(home) ? name : undefined
}
