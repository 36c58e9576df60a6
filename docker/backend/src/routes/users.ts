import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Queries } from '@todo/database/database'
import { deleteUser } from '@todo/database/users'
import { NOTHING, OF_USER, WITH_TOKEN } from '../schemas/common.ts'
import { problems } from '../schemas/problem.ts'
import { absent } from './absent.ts'

/** Removing one's own account, and with it everything of that user. */
export const userRoutes: FastifyPluginAsyncTypebox<{ readonly database: Queries }> = async (
  routes,
  { database },
) => {
  routes.delete('/api/:user_id', {
    schema: {
      summary: 'Remove the user with all tasks and conversations',
      tags: ['auth'],
      security: WITH_TOKEN,
      params: OF_USER,
      response: { 204: NOTHING, ...problems(401, 403, 404, 422) },
    },
    handler: async (request, reply) => {
      if (!(await deleteUser(database, request.userId))) throw absent('user')
      return reply.code(204).send(null)
    },
  })
}
