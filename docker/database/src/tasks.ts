import type { Database, Queries } from './database.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { withinQuota } from './quota.ts'

export type Task = {
  readonly id: number
  readonly user_id: string
  readonly title: string
  readonly description: string | null
  readonly completed: boolean
  readonly created_at: Date
  readonly updated_at: Date
}

export const TASK_STATUSES = ['all', 'pending', 'completed'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

export type NewTask = { readonly title: string; readonly description?: string | null | undefined }
/** Fields that are undefined stay as they are; a null description takes it away. */
export type TaskChange = {
  readonly title?: string | undefined
  readonly description?: string | null | undefined
  readonly completed?: boolean | undefined
}

const COLUMNS = 'id, user_id, title, description, completed, created_at, updated_at'

// Every statement names the user: someone else's task is the same as none.

/** A page of a user's tasks, oldest first. */
export function listTasks(
  db: Queries,
  userId: string,
  { status = 'all', limit, after = 0 }: PageRequest & { readonly status?: TaskStatus },
): Promise<Page<Task>> {
  const filter = status === 'all' ? '' : ` and completed = ${status === 'completed'}`
  return readPage(limit, (rows) =>
    db.query<Task>(
      `select ${COLUMNS} from tasks where user_id = $1 and id > $2${filter} order by id limit ${rows}`,
      [userId, after],
    ),
  )
}

/**
 * Adds a task; undefined if the user has `max` already.
 *
 * @throws pg's error of a missing reference if the user is gone
 */
export function addTask(
  db: Pick<Database, 'transaction'>,
  userId: string,
  task: NewTask,
  max: number,
): Promise<Task | undefined> {
  const count = 'select count(*)::integer as count from tasks where user_id = $1'
  return withinQuota(db, userId, { count, max }, (queries) => insertTask(queries, userId, task))
}

/** @throws pg's error of a missing reference if the user is gone */
export async function insertTask(
  db: Queries,
  userId: string,
  { title, description }: NewTask,
): Promise<Task> {
  const rows = await db.query<Task>(
    `insert into tasks (user_id, title, description) values ($1, $2, $3) returning ${COLUMNS}`,
    [userId, title, description ?? null],
  )
  return rows[0] as Task
}

export async function findTask(db: Queries, userId: string, id: number): Promise<Task | undefined> {
  const rows = await db.query<Task>(`select ${COLUMNS} from tasks where user_id = $1 and id = $2`, [
    userId,
    id,
  ])
  return rows[0]
}

/** Changes the fields that are given; undefined if the user has no such task. */
export async function updateTask(
  db: Queries,
  userId: string,
  id: number,
  { title, description, completed }: TaskChange,
): Promise<Task | undefined> {
  const rows = await db.query<Task>(
    `update tasks set title = coalesce($3, title),
       description = case when $4::boolean then $5 else description end,
       completed = coalesce($6, completed), updated_at = now()
     where user_id = $1 and id = $2 returning ${COLUMNS}`,
    [userId, id, title ?? null, description !== undefined, description ?? null, completed ?? null],
  )
  return rows[0]
}

/** Turns done into not done and back, in one statement, so that two at once both count. */
export async function toggleTask(db: Queries, userId: string, id: number): Promise<Task | undefined> {
  const rows = await db.query<Task>(
    `update tasks set completed = not completed, updated_at = now() where user_id = $1 and id = $2 returning ${COLUMNS}`,
    [userId, id],
  )
  return rows[0]
}

/** The task as it was, or undefined if the user has no such task. */
export async function deleteTask(db: Queries, userId: string, id: number): Promise<Task | undefined> {
  const rows = await db.query<Task>(`delete from tasks where user_id = $1 and id = $2 returning ${COLUMNS}`, [
    userId,
    id,
  ])
  return rows[0]
}
