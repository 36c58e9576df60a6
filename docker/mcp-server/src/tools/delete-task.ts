import { deleteTask as removeTask } from '@todo/database/tasks'
import { taskId } from './inputs.ts'
import { notFound } from './not-found.ts'
import type { Tool } from './tool.ts'

const input = { task_id: taskId }

export const deleteTask: Tool<typeof input> = {
  name: 'delete_task',
  title: 'Delete a task',
  description: 'Deletes a task for good.',
  input,
  annotations: { readOnlyHint: false, destructiveHint: true },
  run: async ({ database, userId }, { task_id }) => {
    const task = await removeTask(database, userId, task_id)
    if (!task) throw notFound(task_id)
    return { task_id, status: 'deleted', title: task.title }
  },
}
