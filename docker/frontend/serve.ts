import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from '@todo/shared/logger'
import { createApiProxy } from './server/api-proxy.ts'
import { measuring } from './server/measure.ts'
import { type Outside, settleOutside } from './server/outside.ts'

/** A running frontend. */
export interface Served {
  readonly port: number
  /** Where its metrics are. */
  readonly metricsPort: number
  /** From now on answers ask clients to close their connection, so that they come back elsewhere. */
  readonly beginDraining: () => void
  /** Stops accepting and waits for the requests in flight. */
  readonly close: () => Promise<void>
}

export interface ServeOptions extends Outside {
  readonly host: string
  /** 0: a free one. */
  readonly port: number
  /** Of the metrics, which the pages' visitors must not read; 0: a free one. */
  readonly metricsPort: number
  readonly backendUrl: string
}

const second = 1000

/** How long connections may take: a client that stalls must not hold one. */
const patience: http.ServerOptions = {
  headersTimeout: 15 * second,
  requestTimeout: 30 * second,
  connectionsCheckingInterval: 5 * second,
  // Longer than proxies keep a connection: they close first, and no request meets a closing socket.
  keepAliveTimeout: 72 * second,
}
/** A client that stops reading its answer; longer than a reply of the model may take. */
const idleMs = 120 * second

/**
 * Starts the standalone server that `next build` wrote beside this file.
 *
 * Its own signal handling is switched off (NEXT_MANUAL_SIG_HANDLE): it has no deadline and no pause for load
 * balancers. Next does not hand out its http.Server, so it is caught where it is made.
 */
export const serve = async (options: ServeOptions, logger: Logger): Promise<Served> => {
  process.env['NEXT_MANUAL_SIG_HANDLE'] = 'true'
  process.env['NEXT_TELEMETRY_DISABLED'] = '1'
  consoleToLog(logger)
  const metrics = await measuring(options.host, options.metricsPort)
  const proxied = createApiProxy({ backendUrl: options.backendUrl, logger })
  let draining = false
  let closing = false
  const before: Before = (request, response) => {
    if (draining) response.setHeader('connection', 'close')
    // Who was answered late may keep a connection that would hold up the end. Not before the end begins: a client that
    // was told nothing yet may send its next request at this very moment.
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()))
    settleOutside(request, response, options)
    metrics.observe(request, response)
    return proxied(request, response)
  }
  const server: http.Server = await caughtServer(options, before, () => import(standaloneServer))
  return {
    port: (server.address() as AddressInfo).port,
    metricsPort: metrics.port,
    beginDraining: () => {
      draining = true
    },
    close: () =>
      new Promise((resolve, reject) => {
        closing = true
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeIdleConnections()
        metrics.close()
      }),
  }
}

/** Written by `next build`, so it is not there to be checked or bundled. */
const standaloneServer = new URL('server.js', import.meta.url).href

/** Sees every request first; true if it answers it. */
type Before = (request: http.IncomingMessage, response: http.ServerResponse) => boolean

/**
 * Runs what makes an http.Server, and resolves with it when it listens at our address. Next itself would read
 * PORT, where 0 means 3000, and HOSTNAME, which in a pod is the pod's name and not an address to listen on.
 */
const caughtServer = (
  { host, port }: { host: string; port: number },
  before: Before,
  start: () => Promise<unknown>,
): Promise<http.Server> =>
  new Promise((resolve, reject) => {
    const original = http.createServer
    http.createServer = ((next: http.RequestListener) => {
      http.createServer = original
      const server = original(patience, (request, response) => {
        if (!before(request, response)) next(request, response)
      })
      server.timeout = idleMs
      const listen = server.listen.bind(server)
      server.listen = () => listen(port, host)
      server.once('listening', () => resolve(server))
      server.once('error', reject)
      return server
    }) as typeof original
    start().catch(reject)
  })

/** Next writes banners (of no use in a log) and errors to the console; one log has one format. */
const consoleToLog = (logger: Logger): void => {
  const line = (words: unknown[]): string => words.map(String).join(' ').trim()
  const level =
    (name: 'debug' | 'warn' | 'error') =>
    (...words: unknown[]): void => {
      const error = words.find((word) => word instanceof Error)
      if (line(words) !== '') logger[name]({ from: 'next', ...(error ? { err: error } : {}) }, line(words))
    }
  Object.assign(console, {
    log: level('debug'),
    info: level('debug'),
    warn: level('warn'),
    error: level('error'),
  })
}
