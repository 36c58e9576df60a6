import { updateTask as changeTask } from '@todo/database/tasks'
import { description, taskId, title } from './inputs.ts'
import { notFound } from './not-found.ts'
import { type Tool, ToolError } from './tool.ts'

const input = {
  task_id: taskId,
  title: title.optional().describe('The new title'),
  description: description.optional().describe('The new description'),
}

export const updateTask: Tool<typeof input> = {
  name: 'update_task',
  title: 'Change a task',
  description: 'Changes the title or the description of a task.',
  input,
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  run: async ({ database, userId }, { task_id, ...change }) => {
    if (change.title === undefined && change.description === undefined)
      throw new ToolError(
        'nothing_to_change',
        'Neither a title nor a description is given.',
        'Ask the user what to change.',
      )
    const task = await changeTask(database, userId, task_id, change)
    if (!task) throw notFound(task_id)
    return { task_id, status: 'updated', title: task.title }
  },
}
