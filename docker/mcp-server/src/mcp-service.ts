import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import type { Database } from '@todo/database/database'
import { healthServicesRoute, livenessRoute } from '@todo/http-service/health'
import { createService } from '@todo/http-service/service'
import { createTokens } from '@todo/identity/tokens'
import type { Logger } from '@todo/shared/logger'
import type { FastifyInstance } from 'fastify'
import { mcpRoutes } from './mcp-routes.ts'
import { registerTools } from './tools/register.ts'

export type McpServiceOptions = {
  readonly database: Database
  readonly logger: Logger
  readonly authSecret: string
  readonly tasksPerUser: number
}

const DATABASE_TIMEOUT_MS = 2_000

/** The tools over streamable HTTP at /mcp. Stateless: each request gets a server of its own, for its own user. */
export function createMcpService({
  database,
  logger,
  authSecret,
  tasksPerUser,
}: McpServiceOptions): FastifyInstance {
  const service = createService({ name: 'mcp-server', logger })
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const server = new McpServer({ name: 'todo', version: '1.0.0' })
      const userId = String(authInfo?.extra?.['userId'] ?? '')
      registerTools(server, { database, logger, tasksPerUser, userId })
      return server
    },
    { onerror: (error) => logger.warn({ err: error }, 'MCP request refused') },
  )
  mcpRoutes(service, handler, createTokens(authSecret))
  livenessRoute(service, 'mcp-server')
  healthServicesRoute(service, {
    database: async () => {
      await database.ping(DATABASE_TIMEOUT_MS)
      return { status: 'ok' }
    },
  })
  service.addHook('onClose', () => handler.close())
  return service
}
