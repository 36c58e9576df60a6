import type { FastifyInstance } from 'fastify'
import { QUIET_PATHS } from './quiet-paths.ts'

/** One line a request, when it has been answered. The route's pattern, not the URL: ids and queries stay out. */
export function logRequests(service: FastifyInstance): void {
  service.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url
    if (route !== undefined && QUIET_PATHS.has(route)) return done()
    const ms = Math.round(reply.elapsedTime * 10) / 10
    request.log.info(
      { method: request.method, route: route ?? 'none', status: reply.statusCode, ms },
      'answered',
    )
    done()
  })
}
