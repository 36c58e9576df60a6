import { HEALTH_TIMEOUT_MS, healthServicesRoute, livenessRoute } from '@todo/http-service/health'
import { createService } from '@todo/http-service/service'
import type { Logger } from '@todo/shared/logger'
import { upstreamHealth } from '@todo/shared/upstream-health'
import type { FastifyInstance } from 'fastify'
import { chatRoutes } from './chat-routes.ts'
import { createConversing, type ModelOptions } from './converse.ts'
import { measured } from './model-metrics.ts'

export type AgentServiceOptions = ModelOptions & { readonly logger: Logger }

/** The agent: one path that answers a message, with no state of its own. */
export async function createAgentService(options: AgentServiceOptions): Promise<FastifyInstance> {
  // Twenty earlier messages of the longest that the backend stores, at four bytes a character.
  const service = createService({ name: 'ai-agent', logger: options.logger, bodyLimit: 2 * 1024 * 1024 })
  await service.register(chatRoutes, { converse: measured(createConversing(options), service) })
  livenessRoute(service, 'ai-agent')
  healthServicesRoute(service, {
    'mcp-server': (requestId) =>
      upstreamHealth({
        name: 'mcp-server',
        url: new URL('/health/services', options.mcpServerUrl).href,
        timeoutMs: HEALTH_TIMEOUT_MS['mcp-server'],
        requestId,
      }),
  })
  return service
}
