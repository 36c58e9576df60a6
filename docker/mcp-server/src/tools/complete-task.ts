import { updateTask } from '@todo/database/tasks'
import { taskId } from './inputs.ts'
import { notFound } from './not-found.ts'
import type { Tool } from './tool.ts'

const input = { task_id: taskId }

/** Unlike the REST toggle: done stays done, because a model may well ask twice. */
export const completeTask: Tool<typeof input> = {
  name: 'complete_task',
  title: 'Complete a task',
  description: 'Marks a task as done.',
  input,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  run: async ({ database, userId }, { task_id }) => {
    const task = await updateTask(database, userId, task_id, { completed: true })
    if (!task) throw notFound(task_id)
    return { task_id, status: 'completed', title: task.title }
  },
}
