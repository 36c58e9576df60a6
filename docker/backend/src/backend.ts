import type { Database } from '@todo/database/database'
import { createService } from '@todo/http-service/service'
import { createTokens } from '@todo/identity/tokens'
import type { Logger } from '@todo/shared/logger'
import type { FastifyInstance } from 'fastify'
import { createAgent } from './agent.ts'
import { authenticateUsers } from './authenticate.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { describeApi } from './openapi.ts'
import { limitRates } from './rate-limits.ts'
import { limitRequestsAtOnce } from './requests-at-once.ts'
import { authRoutes } from './routes/auth.ts'
import { chatRoutes } from './routes/chat.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { healthRoutes } from './routes/health.ts'
import { taskRoutes } from './routes/tasks.ts'
import { userRoutes } from './routes/users.ts'

export type BackendOptions = {
  readonly database: Database
  readonly logger: Logger
  readonly authSecret: string
  readonly agentUrl: string
  readonly chatRequestsPerMinute: number
  readonly signInAttemptsPerMinute: number
  /** Others than the defaults. */
  readonly limits?: Partial<Limits>
}

/**
 * The REST and chat API. Fastify, because one JSON schema a route then validates input, writes output,
 * and becomes the OpenAPI document.
 */
export async function createBackend(options: BackendOptions): Promise<FastifyInstance> {
  const { database, logger } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  // One hop: only the frontend may reach this service (its NetworkPolicy), and it names its client.
  const service = createService({ name: 'backend', logger, trustedHops: 1 })
  const tokens = createTokens(options.authSecret)
  const agent = createAgent(options.agentUrl)
  await describeApi(service)
  await limitRates(service)
  await service.register(healthRoutes, { database, agent })
  await service.register(authRoutes, {
    database,
    tokens,
    limits,
    attemptsPerMinute: options.signInAttemptsPerMinute,
  })
  await service.register(async (ofOneUser) => {
    authenticateUsers(ofOneUser, tokens)
    limitRequestsAtOnce(ofOneUser, limits.requestsAtOncePerUser)
    await ofOneUser.register(userRoutes, { database })
    await ofOneUser.register(taskRoutes, { database, limits })
    await ofOneUser.register(conversationRoutes, { database })
    await ofOneUser.register(chatRoutes, {
      database,
      agent,
      limits,
      requestsPerMinute: options.chatRequestsPerMinute,
    })
  })
  return service
}
