import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { deleteConversation, findConversation, listConversations } from '@todo/database/conversations'
import type { Queries } from '@todo/database/database'
import { lastMessages } from '@todo/database/messages'
import { Type } from 'typebox'
import { NOTHING, OF_USER, OF_USER_AND_ID, WITH_TOKEN } from '../schemas/common.ts'
import { CONVERSATION, CONVERSATION_QUERY, MESSAGE, MESSAGE_QUERY } from '../schemas/conversation.ts'
import { problems } from '../schemas/problem.ts'
import { absent } from './absent.ts'
import { pageLink } from './link.ts'

const tags = ['chat']
const security = WITH_TOKEN

/** The conversations of one user. */
export const conversationRoutes: FastifyPluginAsyncTypebox<{ readonly database: Queries }> = async (
  routes,
  { database },
) => {
  routes.get('/api/:user_id/conversations', {
    schema: {
      summary: 'List conversations, the latest first; a Link header with rel="next" leads to the next page',
      tags,
      security,
      params: OF_USER,
      querystring: CONVERSATION_QUERY,
      response: { 200: Type.Array(CONVERSATION), ...problems(401, 403, 422) },
    },
    handler: async (request, reply) => {
      const { rows, more } = await listConversations(database, request.userId, request.query)
      const last = rows.at(-1)
      if (more && last) reply.header('link', pageLink(request, 'next', { after: last.id }))
      return rows
    },
  })

  routes.get('/api/:user_id/conversations/:id/messages', {
    schema: {
      summary:
        'List the last messages, the oldest of them first; a Link header with rel="prev" leads to those before',
      tags,
      security,
      params: OF_USER_AND_ID,
      querystring: MESSAGE_QUERY,
      response: { 200: Type.Array(MESSAGE), ...problems(401, 403, 404, 422) },
    },
    handler: async (request, reply) => {
      const found = await findConversation(database, request.userId, request.params.id)
      if (!found) throw absent('conversation')
      const { rows, more } = await lastMessages(database, found.id, request.query)
      const first = rows[0]
      if (more && first) reply.header('link', pageLink(request, 'prev', { before: first.id }))
      return rows
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
