import type { Queries } from './database.ts'

export type Conversation = {
  readonly id: number
  readonly user_id: string
  readonly created_at: Date
  readonly updated_at: Date
}

/** A conversation as it is listed: with how it began. */
export type ConversationSummary = Conversation & { readonly title: string | null }

const COLUMNS = 'id, user_id, created_at, updated_at'

export async function createConversation(db: Queries, userId: string): Promise<Conversation> {
  const rows = await db.query<Conversation>(
    `insert into conversations (user_id) values ($1) returning ${COLUMNS}`,
    [userId],
  )
  return rows[0] as Conversation
}

/** A conversation of this user; somebody else's is the same as none. */
export async function findConversation(
  db: Queries,
  userId: string,
  id: number,
): Promise<Conversation | undefined> {
  const rows = await db.query<Conversation>(
    `select ${COLUMNS} from conversations where user_id = $1 and id = $2`,
    [userId, id],
  )
  return rows[0]
}

/** A user's conversations, the latest first, at most a hundred. */
export function listConversations(db: Queries, userId: string): Promise<ConversationSummary[]> {
  return db.query<ConversationSummary>(
    `select c.id, c.user_id, c.created_at, c.updated_at,
       (select left(content, 80) from messages where conversation_id = c.id order by id limit 1) as title
     from conversations c where user_id = $1 order by updated_at desc, id desc limit 100`,
    [userId],
  )
}

/** Removes a conversation with its messages; false if the user has no such conversation. */
export async function deleteConversation(db: Queries, userId: string, id: number): Promise<boolean> {
  const rows = await db.query('delete from conversations where user_id = $1 and id = $2 returning id', [
    userId,
    id,
  ])
  return rows.length > 0
}
