import { listTasks as selectTasks, TASK_STATUSES } from '@todo/database/tasks'
import { z } from 'zod'
import type { Tool } from './tool.ts'

const input = {
  status: z
    .enum(TASK_STATUSES, `status must be one of ${TASK_STATUSES.join(', ')}`)
    .default('all')
    .describe('Which tasks to list'),
}

export const listTasks: Tool<typeof input> = {
  name: 'list_tasks',
  title: 'List tasks',
  description: 'Lists the tasks of the user with their ids. Call it first when a task is named by words.',
  input,
  annotations: { readOnlyHint: true },
  run: async ({ database, userId }, { status }) =>
    (await selectTasks(database, userId, status)).map(({ id, title, completed }) => ({
      id,
      title,
      completed,
    })),
}
