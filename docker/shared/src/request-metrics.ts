import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export type RequestMetrics = {
  /** For further metrics of the same process. */
  readonly registry: Registry
  /** Counts one answered request. `route` is a pattern: a path would be a name of its own for each user. */
  readonly observe: (
    labels: { readonly method: string; readonly route: string; readonly status: number },
    seconds: number,
  ) => void
}

/** The metrics that every service has: the process's own, and how long requests took by route and status. */
export function createRequestMetrics(service: string): RequestMetrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer, in seconds.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  return { registry, observe: (labels, seconds) => duration.observe(labels, seconds) }
}
