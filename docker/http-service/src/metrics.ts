import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { QUIET_PATHS } from './quiet-paths.ts'

/** GET /metrics: the process's own metrics, and how long requests took by route and status. */
export function measure(service: FastifyInstance, name: string): void {
  const registry = new Registry()
  registry.setDefaultLabels({ service: name })
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer, in seconds.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  service.addHook('onResponse', (request, reply, done) => {
    // Unknown paths share one label, or anyone could fill the memory with names.
    const route = request.routeOptions.url ?? 'none'
    if (!QUIET_PATHS.has(route))
      duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
  service.get('/metrics', { schema: { hide: true } as object }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
