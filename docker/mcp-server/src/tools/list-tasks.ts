import { listTasks as selectTasks, TASK_STATUSES } from '@todo/database/tasks'
import { z } from 'zod'
import { taskId } from './inputs.ts'
import type { Tool } from './tool.ts'

/** Tasks of one answer: it is sent to the model, which has to read it all. */
export const LISTED_MAX = 100

const input = {
  status: z
    .enum(TASK_STATUSES, `status must be one of ${TASK_STATUSES.join(', ')}`)
    .default('all')
    .describe('Which tasks to list'),
  after: taskId.optional().describe('The id of the last task of the list before, to list those that follow'),
}

export const listTasks: Tool<typeof input> = {
  name: 'list_tasks',
  title: 'List tasks',
  description: `Lists the tasks of the user with their ids, oldest first. Call it first when a task is named by words. It lists at most ${LISTED_MAX}: if you get ${LISTED_MAX}, call it again with after set to the last id.`,
  input,
  annotations: { readOnlyHint: true },
  run: async ({ database, userId }, { status, after }) => {
    const { rows } = await selectTasks(database, userId, { status, after, limit: LISTED_MAX })
    return rows.map(({ id, title, completed }) => ({ id, title, completed }))
  },
}
