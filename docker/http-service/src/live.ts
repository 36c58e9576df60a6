import { liveness } from '@todo/shared/health'
import type { FastifyInstance } from 'fastify'

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
export function liveRoute(service: FastifyInstance, name: string): void {
  const schema = { summary: 'Liveness', tags: ['health'], response: { 200: LIVE } }
  service.get('/health', { schema }, async () => liveness(name, new Date()))
}
