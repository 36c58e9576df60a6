import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { deleteConversation, findConversation, listConversations } from '@todo/database/conversations'
import type { Queries } from '@todo/database/database'
import { lastMessages } from '@todo/database/messages'
import { Type } from 'typebox'
import { NOTHING, OF_USER, OF_USER_AND_ID, WITH_TOKEN } from '../schemas/common.ts'
import { CONVERSATION, MESSAGE } from '../schemas/conversation.ts'
import { problems } from '../schemas/problem.ts'
import { absent } from './absent.ts'

const tags = ['chat']
const security = WITH_TOKEN
/** As many as a person scrolls back. */
const SHOWN_MESSAGES = 500

/** The conversations of one user. */
export const conversationRoutes: FastifyPluginAsyncTypebox<{ readonly database: Queries }> = async (
  routes,
  { database },
) => {
  routes.get('/api/:user_id/conversations', {
    schema: {
      summary: 'List the latest 100 conversations, the latest first',
      tags,
      security,
      params: OF_USER,
      response: { 200: Type.Array(CONVERSATION), ...problems(401, 403, 422) },
    },
    handler: (request) => listConversations(database, request.userId),
  })

  routes.get('/api/:user_id/conversations/:id/messages', {
    schema: {
      summary: `List the last ${SHOWN_MESSAGES} messages, the oldest of them first`,
      tags,
      security,
      params: OF_USER_AND_ID,
      response: { 200: Type.Array(MESSAGE), ...problems(401, 403, 404, 422) },
    },
    handler: async (request) => {
      const found = await findConversation(database, request.userId, request.params.id)
      if (!found) throw absent('conversation')
      return lastMessages(database, found.id, SHOWN_MESSAGES)
    },
  })

  routes.delete('/api/:user_id/conversations/:id', {
    schema: {
      summary: 'Delete a conversation with its messages',
      tags,
      security,
      params: OF_USER_AND_ID,
      response: { 204: NOTHING, ...problems(401, 403, 404, 422) },
    },
    handler: async (request, reply) => {
      if (!(await deleteConversation(database, request.userId, request.params.id)))
        throw absent('conversation')
      return reply.code(204).send(null)
    },
  })
}
