import type { Queries } from './database.ts'
import { ID_MAX, REPLY_MAX, TOOL_CALLS_MAX } from './limits.ts'
import { type Page, readPage } from './page.ts'

export type ToolCall = { readonly name: string; readonly arguments: unknown; readonly result: unknown }

export type Message = {
  readonly id: number
  readonly user_id: string
  readonly conversation_id: number
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly tool_calls: readonly ToolCall[]
  readonly created_at: Date
}

export type NewMessage = Pick<Message, 'user_id' | 'conversation_id' | 'role' | 'content'> & {
  readonly tool_calls?: readonly ToolCall[]
}

const COLUMNS = 'id, user_id, conversation_id, role, content, tool_calls, created_at'

/** The last messages of a conversation (those before the id `before`, if given), the oldest of them first. */
export async function lastMessages(
  db: Queries,
  conversationId: number,
  { limit, before = ID_MAX }: { readonly limit: number; readonly before?: number | undefined },
): Promise<Page<Message>> {
  const { rows, more } = await readPage(limit, (count) =>
    db.query<Message>(
      `select ${COLUMNS} from messages where conversation_id = $1 and id < $2 order by id desc limit ${count}`,
      [conversationId, before],
    ),
  )
  return { rows: rows.reverse(), more }
}

/** How many messages a conversation has. */
export async function countMessages(db: Queries, conversationId: number): Promise<number> {
  const rows = await db.query<{ count: number }>(
    'select count(*)::integer as count from messages where conversation_id = $1',
    [conversationId],
  )
  return rows[0]?.count ?? 0
}

/** Stores a message and moves its conversation to the top of the list. @returns the message's id */
export async function addMessage(db: Queries, message: NewMessage): Promise<number> {
  const { user_id, conversation_id, role, content, tool_calls = [] } = message
  const rows = await db.query<{ id: number }>(
    `with top as (update conversations set updated_at = now() where id = $2)
     insert into messages (user_id, conversation_id, role, content, tool_calls)
     values ($1, $2, $3, $4, $5) returning id`,
    [
      user_id,
      conversation_id,
      role,
      storable(content.slice(0, REPLY_MAX)),
      storableJson(bounded(tool_calls)),
    ],
  )
  return rows[0]?.id as number
}

/** Takes a message back. */
export async function deleteMessage(db: Queries, id: number): Promise<void> {
  await db.query('delete from messages where id = $1', [id])
}

/** The calls as they are while they fit; then without what was asked and answered, which only the model needs. */
function bounded(calls: readonly ToolCall[]): readonly ToolCall[] {
  let left = TOOL_CALLS_MAX
  return calls.flatMap((call) => {
    const short = { name: call.name.slice(0, 100), arguments: null, result: null }
    const fitting = [call, short].find((each) => Buffer.byteLength(JSON.stringify(each)) <= left)
    if (fitting === undefined) return []
    left -= Buffer.byteLength(JSON.stringify(fitting))
    return [fitting]
  })
}

// PostgreSQL's text holds no NUL, and a model may answer anything.
function storable(text: string): string {
  return text.replaceAll('\0', '')
}

// jsonb takes neither \\u0000 nor half of a surrogate pair.
function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? storable(part).toWellFormed() : part,
  )
}
