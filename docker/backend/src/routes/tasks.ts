import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Database } from '@todo/database/database'
import { addTask, deleteTask, findTask, listTasks, toggleTask, updateTask } from '@todo/database/tasks'
import { Type } from 'typebox'
import { ofKnownUser } from '../authenticate.ts'
import type { Limits } from '../limits.ts'
import { NOTHING, OF_USER, OF_USER_AND_ID, WITH_TOKEN } from '../schemas/common.ts'
import { bodyProblems, problems } from '../schemas/problem.ts'
import { NEW_TASK, TASK, TASK_CHANGE, TASK_QUERY } from '../schemas/task.ts'
import { absent } from './absent.ts'
import { full } from './full.ts'
import { pageLink } from './link.ts'

const tags = ['tasks']
const security = WITH_TOKEN

/** The tasks of one user. */
export const taskRoutes: FastifyPluginAsyncTypebox<{
  readonly database: Database
  readonly limits: Limits
}> = async (routes, { database, limits }) => {
  routes.get('/api/:user_id/tasks', {
    schema: {
      summary: 'List tasks, oldest first; a Link header with rel="next" leads to the next page',
      tags,
      security,
      params: OF_USER,
      querystring: TASK_QUERY,
      response: { 200: Type.Array(TASK), ...problems(401, 403, 422) },
    },
    handler: async (request, reply) => {
      const { rows, more } = await listTasks(database, request.userId, request.query)
      const last = rows.at(-1)
      if (more && last) reply.header('link', pageLink(request, 'next', { after: last.id }))
      return rows
    },
  })

  routes.post('/api/:user_id/tasks', {
    schema: {
      summary: 'Create a task',
      tags,
      security,
      params: OF_USER,
      body: NEW_TASK,
      response: { 201: TASK, ...bodyProblems(401, 403, 409) },
    },
    handler: async (request, reply) => {
      const { title, description } = request.body
      const task = await ofKnownUser(
        addTask(database, request.userId, { title: title.trim(), description }, limits.tasksPerUser),
      )
      if (!task) throw full('task', limits.tasksPerUser)
      return reply.code(201).send(task)
    },
  })

  const ofOne = { tags, security, params: OF_USER_AND_ID }
  const answers = { 200: TASK, ...problems(401, 403, 404, 422) }

  routes.get('/api/:user_id/tasks/:id', {
    schema: { summary: 'Read a task', ...ofOne, response: answers },
    handler: async (request) =>
      (await findTask(database, request.userId, request.params.id)) ?? Promise.reject(absent('task')),
  })

  routes.put('/api/:user_id/tasks/:id', {
    schema: {
      summary: 'Change a task: the fields that are given',
      ...ofOne,
      body: TASK_CHANGE,
      response: { 200: TASK, ...bodyProblems(401, 403, 404) },
    },
    handler: async (request) => {
      const { title, ...rest } = request.body
      const change = { ...rest, title: title?.trim() }
      const task = await updateTask(database, request.userId, request.params.id, change)
      return task ?? Promise.reject(absent('task'))
    },
  })

  routes.patch('/api/:user_id/tasks/:id/complete', {
    schema: { summary: 'Turn done into not done, and back', ...ofOne, response: answers },
    handler: async (request) =>
      (await toggleTask(database, request.userId, request.params.id)) ?? Promise.reject(absent('task')),
  })

  routes.delete('/api/:user_id/tasks/:id', {
    schema: {
      summary: 'Delete a task',
      ...ofOne,
      response: { 204: NOTHING, ...problems(401, 403, 404, 422) },
    },
    handler: async (request, reply) => {
      if (!(await deleteTask(database, request.userId, request.params.id))) throw absent('task')
      return reply.code(204).send(null)
    },
  })
}
