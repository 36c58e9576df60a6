import { ToolError } from './tool.ts'

/** The same for a task that is not there and for one of another user. */
export function notFound(taskId: number): ToolError {
  return new ToolError(
    'not_found',
    `There is no task ${taskId}.`,
    'Call list_tasks to see the tasks and their ids; if none fits, tell the user.',
  )
}
