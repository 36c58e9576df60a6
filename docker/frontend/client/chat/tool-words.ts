import type { IconName } from '../shell/icon.tsx'
import type { ToolCall } from './message.ts'

/** What a tool did, in words for the person; `failed` if it did not come to it. */
export interface Deed {
  readonly icon: IconName
  readonly text: string
  readonly failed: boolean
}

type Fields = Readonly<Record<string, unknown>>

/** Reports come as objects or as JSON text, depending on the tool's protocol. */
const fields = (value: unknown): Fields => {
  if (typeof value === 'object' && value !== null) return value as Fields
  if (typeof value !== 'string') return {}
  try {
    return fields(JSON.parse(value))
  } catch {
    return { error: value }
  }
}

const quoted = (given: Fields, result: Fields): string => {
  const title = result['title'] ?? given['title']
  const id = result['task_id'] ?? given['task_id']
  if (typeof title === 'string') return `“${title}”`
  return id === undefined ? 'a task' : `task ${String(id)}`
}

const listed = (given: Fields, result: Fields): string => {
  const items = Array.isArray(result) ? result : result['tasks']
  const status = given['status'] === 'pending' || given['status'] === 'completed' ? `${given['status']} ` : ''
  if (!Array.isArray(items)) return `Looked through the ${status}tasks`
  return `Looked through ${items.length} ${status}${items.length === 1 ? 'task' : 'tasks'}`
}

const deeds: Record<
  string,
  { icon: IconName; says: (given: Fields, result: Fields) => string; tries: string }
> = {
  add_task: { icon: 'plus', says: (g, r) => `Added ${quoted(g, r)}`, tries: 'add a task' },
  list_tasks: { icon: 'search', says: listed, tries: 'look through the tasks' },
  complete_task: { icon: 'check', says: (g, r) => `Completed ${quoted(g, r)}`, tries: 'complete the task' },
  delete_task: { icon: 'trash', says: (g, r) => `Deleted ${quoted(g, r)}`, tries: 'delete the task' },
  update_task: { icon: 'pencil', says: (g, r) => `Changed ${quoted(g, r)}`, tries: 'change the task' },
}

const hasFailed = (result: Fields): boolean =>
  result['isError'] === true || result['is_error'] === true || result['error'] !== undefined

export const deedOf = (call: ToolCall): Deed => {
  const given = fields(call.arguments)
  const result = fields(call.result)
  const known = deeds[call.name]
  const failed = hasFailed(result)
  if (!known) return { icon: 'check', text: `Used ${call.name.replaceAll('_', ' ')}`, failed }
  if (failed) return { icon: 'warning', text: `Could not ${known.tries}`, failed }
  return { icon: known.icon, text: known.says(given, result), failed }
}
