import type { Queries } from './database.ts'

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

// Every statement names the user: somebody else's task is the same as none.

/** A user's tasks, oldest first. */
export function listTasks(db: Queries, userId: string, status: TaskStatus = 'all'): Promise<Task[]> {
  const filter = status === 'all' ? '' : ` and completed = ${status === 'completed'}`
  return db.query<Task>(`select ${COLUMNS} from tasks where user_id = $1${filter} order by id`, [userId])
}

/** @throws pg's error of a missing reference if the user is gone */
export async function addTask(db: Queries, userId: string, { title, description }: NewTask): Promise<Task> {
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
