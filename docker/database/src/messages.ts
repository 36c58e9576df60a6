import type { Queries } from './database.ts'

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

/** The last messages of a conversation, the oldest of them first. */
export async function lastMessages(db: Queries, conversationId: number, count: number): Promise<Message[]> {
  const rows = await db.query<Message>(
    `select ${COLUMNS} from messages where conversation_id = $1 order by id desc limit $2`,
    [conversationId, count],
  )
  return rows.reverse()
}

/** Stores a message and moves its conversation to the top of the list. */
export async function addMessage(db: Queries, message: NewMessage): Promise<void> {
  const { user_id, conversation_id, role, content, tool_calls = [] } = message
  // PostgreSQL's text holds no NUL, and a model may answer anything.
  const storable = (text: string) => text.replaceAll('\0', '')
  await db.query(
    `with stored as (
       insert into messages (user_id, conversation_id, role, content, tool_calls) values ($1, $2, $3, $4, $5)
     )
     update conversations set updated_at = now() where id = $2`,
    [user_id, conversation_id, role, storable(content), storableJson(tool_calls)],
  )
}

// jsonb takes neither \\u0000 nor half of a surrogate pair.
function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
  )
}
