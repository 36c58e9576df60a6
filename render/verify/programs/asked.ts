import { at, items } from '../../kubernetes/resource.ts'
import { text } from '../lookup.ts'

/** What a probe asks, and where it says so. */
export interface Asked {
  /**
   * `/path` or `https /path` for HTTP, `grpc` or `grpc SERVICE`, `tcp`, or the words of a command: as programs.yaml
   * writes it.
   */
  readonly what: string
  readonly path: readonly string[]
  /** The port that it calls, by number or name; nothing for a command. */
  readonly port?: unknown
}

/**
 * Reads a probe: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/.
 *
 * @returns nothing if it asks in none of the four ways.
 */
export function askedBy(probe: unknown): Asked | undefined {
  const way = Object.keys(WAYS).find((each) => (at(probe, each) ?? undefined) !== undefined)
  return way === undefined ? undefined : WAYS[way]?.(at(probe, way))
}

const WAYS: Readonly<Record<string, (how: unknown) => Asked>> = {
  httpGet: (how) => ({
    what: `${at(how, 'scheme') === 'HTTPS' ? 'https ' : ''}${text(at(how, 'path')) || '/'}`,
    path: ['httpGet', 'path'],
    port: at(how, 'port'),
  }),
  grpc: (how) => ({
    what: ['grpc', text(at(how, 'service')) ?? ''].filter(Boolean).join(' '),
    path: ['grpc'],
    port: at(how, 'port'),
  }),
  tcpSocket: (how) => ({ what: 'tcp', path: ['tcpSocket'], port: at(how, 'port') }),
  exec: (how) => ({ what: items(at(how, 'command')).join(' '), path: ['exec', 'command'] }),
}
