import { ANSWERS } from './answers.ts'
import type { Conversation, Done } from './conversation.ts'
import { type Intent, type Reference, readIntent, reference } from './intents.ts'
import { type ListedTask, matchingTasks } from './matching.ts'

type Last = Done & { readonly more?: boolean }

/** How many tasks list_tasks answers at most, as its description says. */
const PAGE = 100

/** What the model does next: say something, or call one tool. */
export type Step =
  | { readonly say: string }
  | { readonly call: string; readonly with: Readonly<Record<string, unknown>> }

/** One step of the script; pure, because the protocol sends everything each time. */
export function nextStep({ said, before, done }: Conversation): Step {
  const { intent, user } = intentOf(said, before)
  const last = joinedLists(done)
  const failure = errorOf(last)
  if (failure) return { say: ANSWERS.failed(failure) }
  const step = stepOf(intent, last)
  // A model without manners: it passes on whatever user it was told. The tools must not serve it.
  return 'call' in step && user !== undefined ? { ...step, with: { ...step.with, user_id: user } } : step
}

function intentOf(
  said: string,
  before: Conversation['before'],
): { intent: Intent; user: string | undefined } {
  const [, text = said, user] = /^(.*?)\s+(?:of|for|as) user ([\w-]+)\W*$/i.exec(said) ?? []
  const intent = readIntent(text)
  // An answer to "which one?" is about what was asked for then.
  const asked = before.assistant.startsWith(ANSWERS.whichOne) ? readIntent(before.user) : undefined
  if (intent.kind === 'other' && asked && 'task' in asked)
    return { intent: { ...asked, task: reference(text.replace(/[.!?]+$/, '')) }, user }
  return { intent, user }
}

function stepOf(intent: Intent, last: Last | undefined): Step {
  switch (intent.kind) {
    case 'greeting':
      return { say: ANSWERS.greeting }
    case 'other':
      return { say: ANSWERS.declined }
    case 'add': {
      const { kind: _, ...task } = intent
      return last ? { say: ANSWERS.added(titleOf(last)) } : { call: 'add_task', with: task }
    }
    case 'list':
      return last
        ? { say: ANSWERS.list(tasksOf(last), intent.status) }
        : { call: 'list_tasks', with: { status: intent.status } }
    case 'complete':
      return onTask(intent.task, last, 'complete_task', {}, ANSWERS.completed)
    case 'delete':
      return onTask(intent.task, last, 'delete_task', {}, ANSWERS.deleted)
    case 'update':
      return onTask(intent.task, last, 'update_task', { title: intent.title }, ANSWERS.updated)
  }
}

/** A tool on one task: at once if the id is known, else after a look at the list. */
function onTask(
  task: Reference,
  last: Last | undefined,
  tool: string,
  more: Readonly<Record<string, unknown>>,
  confirm: (title: string) => string,
): Step {
  if (last?.tool === tool) return { say: confirm(titleOf(last)) }
  if ('id' in task) return { call: tool, with: { task_id: task.id, ...more } }
  if (last === undefined) return { call: 'list_tasks', with: { status: 'all' } }
  const tasks = tasksOf(last)
  const found = matchingTasks(tasks, task.words)
  // The list goes on: the task may be on its next page.
  if (found.length === 0 && last.more)
    return { call: 'list_tasks', with: { status: 'all', after: tasks.at(-1)?.id } }
  const [first] = found
  if (!first) return { say: ANSWERS.notFound(task.words) }
  return found.length > 1 ? { say: ANSWERS.ask(found) } : { call: tool, with: { task_id: first.id, ...more } }
}

/** What was done last; lists that followed each other count as one. */
function joinedLists(done: readonly Done[]): Last | undefined {
  const last = done.at(-1)
  if (last?.tool !== 'list_tasks' || !Array.isArray(last.result)) return last
  const more = last.result.length === PAGE
  return { ...last, more, result: done.filter(({ tool }) => tool === 'list_tasks').flatMap(tasksOf) }
}

function errorOf(done: Done | undefined): { error: string; message: string } | undefined {
  const result = done?.result
  // The tools answer JSON; plain text is what the protocol or the agent says in their place.
  if (typeof result === 'string') return { error: 'failed', message: result }
  if (typeof result !== 'object' || result === null || !('error' in result)) return undefined
  const { error, message } = result as { error: unknown; message?: unknown }
  return { error: String(error), message: typeof message === 'string' ? message : String(error) }
}

function titleOf({ result }: Done): string {
  return typeof result === 'object' && result !== null && 'title' in result
    ? String(result.title)
    : 'the task'
}

function tasksOf({ result }: Done): readonly ListedTask[] {
  return Array.isArray(result) ? (result as ListedTask[]) : []
}
