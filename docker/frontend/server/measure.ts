import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequestMetrics } from '@todo/shared/request-metrics'
import { CLIENT_GONE } from './api-proxy.ts'
import { measuredRoute } from './routes.ts'

/** Asked by probes every few seconds. */
const QUIET = '/api/health'

export interface Measuring {
  readonly port: number
  /** Measures a request when its answer has ended, whichever handler gives it. */
  readonly observe: (request: http.IncomingMessage, response: http.ServerResponse) => void
  readonly close: () => void
}

/**
 * Starts to serve the frontend's metrics, at every path of a port of their own.
 *
 * @param port 0: a free one
 */
export const measuring = async (host: string, port: number): Promise<Measuring> => {
  const { registry, observe } = createRequestMetrics('frontend')
  const server = http.createServer((_, response) => {
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    observe: ({ method = 'GET', url = '/' }, response) => {
      const [path = ''] = url.split('?', 1)
      if (path === QUIET) return
      const started = performance.now()
      response.once('close', () => {
        const status = response.writableFinished ? response.statusCode : CLIENT_GONE
        observe({ method, route: measuredRoute(path), status }, (performance.now() - started) / 1000)
      })
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
