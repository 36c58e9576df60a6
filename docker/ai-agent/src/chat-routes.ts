import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ProblemError, problem } from '@todo/shared/problem'
import { Type } from 'typebox'
import type { Converse } from './converse.ts'

const TURN = Type.Object({
  role: Type.Enum(['user', 'assistant']),
  content: Type.String({ maxLength: 20_000 }),
})

const REQUEST = Type.Object(
  {
    message: Type.String({ minLength: 1, maxLength: 4_000 }),
    history: Type.Array(TURN, { maxItems: 50, default: [] }),
  },
  { additionalProperties: false },
)

/** POST /chat {message, history} -> {response, tool_calls}. The Bearer token is forwarded to the tools, not read. */
export const chatRoutes: FastifyPluginAsyncTypebox<{ readonly converse: Converse }> = async (
  routes,
  { converse },
) => {
  routes.post('/chat', { schema: { body: REQUEST } }, async (request) => {
    const { authorization } = request.headers
    if (authorization === undefined)
      throw new ProblemError(problem(401, 'missing_token', 'The tools need the Bearer token of a user.'))
    const { message, history } = request.body
    return converse({ message, history, authorization, requestId: request.id, log: request.log })
  })
}
