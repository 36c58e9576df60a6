import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Database } from '@todo/database/database'
import { healthServicesRoute, livenessRoute } from '@todo/http-service/health'
import { Type } from 'typebox'
import type { Agent } from '../agent.ts'
import { TIME } from '../schemas/common.ts'

const READINESS = Type.Object({
  status: Type.Enum(['ready', 'not_ready']),
  database: Type.Enum(['connected', 'unavailable']),
  timestamp: TIME,
})

// Shorter than the probe's own timeout, so that the answer arrives.
const DATABASE_TIMEOUT_MS = 2_000

/** GET /health, which calls no other service; GET /ready, which asks the database, and GET /health/services, which asks everything behind. */
export const healthRoutes: FastifyPluginAsyncTypebox<{
  readonly database: Database
  readonly agent: Agent
}> = async (routes, { database, agent }) => {
  livenessRoute(routes, 'backend')

  routes.get('/ready', {
    schema: { summary: 'Readiness', tags: ['health'], response: { 200: READINESS, 503: READINESS } },
    handler: async (request, reply) => {
      const connected = await database.ping(DATABASE_TIMEOUT_MS).then(
        () => true,
        (error: unknown) => {
          request.log.warn({ err: error }, 'the database does not answer')
          return false
        },
      )
      // A draining replica asks to be left out, whatever its database says.
      const ready = connected && !routes.draining.begun
      return reply.code(ready ? 200 : 503).send({
        status: ready ? 'ready' : 'not_ready',
        database: connected ? 'connected' : 'unavailable',
        timestamp: new Date(),
      })
    },
  })

  healthServicesRoute(routes, {
    database: async () => {
      await database.ping(DATABASE_TIMEOUT_MS)
      return { status: 'ok' }
    },
    'ai-agent': (requestId) => agent.health(requestId),
  })
}
