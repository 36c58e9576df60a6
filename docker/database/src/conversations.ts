import type { Database, Queries } from './database.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { withinQuota } from './quota.ts'

export type Conversation = {
  readonly id: number
  readonly user_id: string
  readonly created_at: Date
  readonly updated_at: Date
}

/** A conversation as it is listed: with how it began. */
export type ConversationSummary = Conversation & { readonly title: string | null }

const COLUMNS = 'id, user_id, created_at, updated_at'

/** Creates a conversation; undefined if the user has `max` already. */
export function createConversation(
  db: Pick<Database, 'transaction'>,
  userId: string,
  max: number,
): Promise<Conversation | undefined> {
  const count = 'select count(*)::integer as count from conversations where user_id = $1'
  return withinQuota(db, userId, { count, max }, async (queries) => {
    const rows = await queries.query<Conversation>(
      `insert into conversations (user_id) values ($1) returning ${COLUMNS}`,
      [userId],
    )
    return rows[0] as Conversation
  })
}

/** A conversation of this user; someone else's is the same as none. */
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

/** A page of a user's conversations, the latest first. */
export function listConversations(
  db: Queries,
  userId: string,
  { limit, after }: PageRequest,
): Promise<Page<ConversationSummary>> {
  const beyond = `and (updated_at, id) < (select updated_at, id from conversations where user_id = $1 and id = $2)`
  return readPage(limit, (rows) =>
    db.query<ConversationSummary>(
      `select c.id, c.user_id, c.created_at, c.updated_at,
         (select left(content, 80) from messages where conversation_id = c.id order by id limit 1) as title
       from conversations c where user_id = $1 ${after === undefined ? '' : beyond}
       order by updated_at desc, id desc limit ${rows}`,
      after === undefined ? [userId] : [userId, after],
    ),
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
