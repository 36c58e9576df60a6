import { isMissingReference } from '@todo/database/database-errors'
import { addTask as insertTask } from '@todo/database/tasks'
import { description, title } from './inputs.ts'
import { type Tool, ToolError } from './tool.ts'

const input = {
  title: title.describe('What is to be done, short'),
  description: description.optional().describe('Details, if the user gave any'),
}

export const addTask: Tool<typeof input> = {
  name: 'add_task',
  title: 'Add a task',
  description: 'Adds a task to the list of the user.',
  input,
  annotations: { readOnlyHint: false, destructiveHint: false },
  run: async ({ database, userId, tasksPerUser }, task) => {
    const created = await insertTask(database, userId, task, tasksPerUser).catch((error: unknown) => {
      throw isMissingReference(error)
        ? new ToolError('unknown_user', 'This user no longer exists.', 'Tell the user to sign in again.')
        : error
    })
    if (!created)
      throw new ToolError(
        'too_many_tasks',
        `The list has ${tasksPerUser} tasks, which is the limit.`,
        'Tell the user to delete tasks first.',
      )
    return { task_id: created.id, status: 'created', title: created.title }
  },
}
