import { createRequestMetrics } from '@todo/shared/request-metrics'
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { QUIET_PATHS } from './quiet-paths.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What GET /metrics answers with; a service adds its own to it. */
    metrics: Registry
  }
}

/** GET /metrics: the process's own metrics, and how long requests took by route and status. */
export function measure(service: FastifyInstance, name: string): void {
  const { registry, observe } = createRequestMetrics(name)
  service.decorate('metrics', registry)
  service.addHook('onResponse', (request, reply, done) => {
    // Unknown paths share one label, or anyone could fill the memory with names.
    const route = request.routeOptions.url ?? 'none'
    if (!QUIET_PATHS.has(route))
      observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
  service.get('/metrics', { schema: { hide: true } as object }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
