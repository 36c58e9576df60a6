import { liveness, type ServiceHealth, servicesHealth } from '@todo/shared/health'
import type { FastifyInstance } from 'fastify'

/** Milliseconds that one service behind has for its report; each hop has a little less than the one before. */
export const HEALTH_TIMEOUT_MS = { backend: 6_000, 'ai-agent': 4_500, 'mcp-server': 3_000 } as const

const REPORT = {
  type: 'object',
  required: ['status', 'services'],
  properties: {
    status: { enum: ['ok', 'unavailable'] },
    services: { type: 'object', additionalProperties: true },
  },
}

const LIVE = {
  type: 'object',
  required: ['status', 'service', 'timestamp'],
  properties: {
    status: { type: 'string', const: 'ok' },
    service: { type: 'string' },
    timestamp: { type: 'string', format: 'date-time' },
  },
}

/** GET /health: looks at nothing but the process, or a failing database would restart every pod. */
export function livenessRoute(service: FastifyInstance, name: string): void {
  const schema = { summary: 'Liveness', tags: ['health'], response: { 200: LIVE } }
  service.get('/health', { schema }, async () => liveness(name, new Date()))
}

/** GET /health/services: 200 if everything behind is well, else 503 with what is not and why. */
export function healthServicesRoute(
  service: FastifyInstance,
  checks: Readonly<Record<string, (requestId: string) => Promise<ServiceHealth>>>,
): void {
  const schema = {
    summary: 'Health of everything behind this service',
    tags: ['health'],
    response: { 200: REPORT, 503: REPORT },
  }
  service.get('/health/services', { schema }, async (request, reply) => {
    const bound = Object.entries(checks).map(([name, check]) => [name, () => check(request.id)] as const)
    const health = await servicesHealth(Object.fromEntries(bound))
    return reply.code(health.status === 'ok' ? 200 : 503).send(health)
  })
}
