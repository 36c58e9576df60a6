import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Database } from '@todo/database/database'
import type { Agent } from '../agent.ts'
import { ofKnownUser } from '../authenticate.ts'
import { converse } from '../converse.ts'
import type { Limits } from '../limits.ts'
import { perMinute } from '../rate-limits.ts'
import { OF_USER, WITH_TOKEN } from '../schemas/common.ts'
import { CHAT_REPLY, CHAT_REQUEST } from '../schemas/conversation.ts'
import { bodyProblems } from '../schemas/problem.ts'

type Options = {
  readonly database: Database
  readonly agent: Agent
  readonly limits: Limits
  readonly requestsPerMinute: number
}

/** Talking with the assistant. */
export const chatRoutes: FastifyPluginAsyncTypebox<Options> = async (
  routes,
  { database, agent, limits, requestsPerMinute },
) => {
  routes.post('/api/:user_id/chat', {
    config: perMinute(requestsPerMinute, (request) => request.userId),
    schema: {
      summary: 'Say something to the assistant, in a new conversation or an earlier one',
      tags: ['chat'],
      security: WITH_TOKEN,
      params: OF_USER,
      body: CHAT_REQUEST,
      response: { 200: CHAT_REPLY, ...bodyProblems(401, 403, 404, 409, 429) },
    },
    handler: (request) =>
      ofKnownUser(
        converse(
          { database, agent, limits },
          {
            userId: request.userId,
            message: request.body.message,
            conversationId: request.body.conversation_id ?? undefined,
            authorization: request.headers.authorization ?? '',
            requestId: request.id,
          },
        ),
      ),
  })
}
