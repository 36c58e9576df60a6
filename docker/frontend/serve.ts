import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from '@todo/shared/logger'

/** A running frontend. */
export interface Served {
  readonly port: number
  /** From now on answers ask clients to close their connection, so that they come back elsewhere. */
  readonly beginDraining: () => void
  /** Stops accepting and waits for the requests in flight. */
  readonly close: () => Promise<void>
}

/**
 * Starts the standalone server that `next build` wrote beside this file.
 *
 * Its own signal handling is switched off (NEXT_MANUAL_SIG_HANDLE): it has no deadline and no pause for load
 * balancers. Next does not hand out its http.Server, so it is caught where it is made.
 */
export const serve = async (address: { host: string; port: number }, logger: Logger): Promise<Served> => {
  process.env['NEXT_MANUAL_SIG_HANDLE'] = 'true'
  process.env['NEXT_TELEMETRY_DISABLED'] = '1'
  consoleToLog(logger)
  const server = await caughtServer(address, () => import(standaloneServer))
  let draining = false
  server.prependListener('request', (_, response) => {
    if (draining) response.setHeader('connection', 'close')
  })
  return {
    port: (server.address() as AddressInfo).port,
    beginDraining: () => {
      draining = true
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeIdleConnections()
      }),
  }
}

/** Written by `next build`, so it is not there to be checked or bundled. */
const standaloneServer = new URL('server.js', import.meta.url).href

/**
 * Runs what makes an http.Server, and resolves with it when it listens at our address. Next itself would read
 * PORT, where 0 means 3000, and HOSTNAME, which in a pod is the pod's name and not an address to listen on.
 */
const caughtServer = (
  { host, port }: { host: string; port: number },
  start: () => Promise<unknown>,
): Promise<http.Server> =>
  new Promise((resolve, reject) => {
    const original = http.createServer
    http.createServer = ((...made: Parameters<typeof original>) => {
      http.createServer = original
      const server = original(...made)
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
