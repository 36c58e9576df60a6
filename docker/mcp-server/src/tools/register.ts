import type { McpServer } from '@modelcontextprotocol/server'
import { addTask } from './add-task.ts'
import { completeTask } from './complete-task.ts'
import { deleteTask } from './delete-task.ts'
import { listTasks } from './list-tasks.ts'
import { registerTool, type ToolContext } from './tool.ts'
import { updateTask } from './update-task.ts'

/** All tools, for one user. */
export function registerTools(server: McpServer, context: ToolContext): void {
  registerTool(server, context, addTask)
  registerTool(server, context, listTasks)
  registerTool(server, context, completeTask)
  registerTool(server, context, deleteTask)
  registerTool(server, context, updateTask)
}
