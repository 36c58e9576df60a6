import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLogger } from '@todo/shared/logger'
import { createApiProxy } from '../../server/api-proxy.ts'
import { type Outside, settleOutside } from '../../server/outside.ts'
import { headersOf, type Options } from './requests.ts'

/** The proxy in a server of its own; what it leaves to Next is answered with 299. */
export const servedProxy = async (
  backendUrl: string,
  outside: Outside = { trustedProxies: 0, hstsSeconds: 0 },
) => {
  const lines: Record<string, unknown>[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const logger = createLogger({ service: 'frontend', level: 'info', destination })
  const proxied = createApiProxy({ backendUrl, logger })
  const server = http.createServer((request, response) => {
    settleOutside(request, response, outside)
    if (!proxied(request, response)) response.writeHead(299).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  /** One request as our own page makes it, its path as it is written here. */
  const ask = (path: string, options: Options = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { method = 'GET', body } = options
      const headers = Object.fromEntries(headersOf(options))
      const request = http.request({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () => {
          const { statusCode: status = 0, rawHeaders } = answer
          const pairs = rawHeaders.flatMap((name, n): [string, string][] =>
            n % 2 === 0 ? [[name, rawHeaders[n + 1] ?? '']] : [],
          )
          resolve(
            new Response(chunks.length === 0 ? null : Buffer.concat(chunks), { status, headers: pairs }),
          )
        })
      })
      request.once('error', reject)
      request.end(body)
    })

  const close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return { ask, close, lines, port }
}
