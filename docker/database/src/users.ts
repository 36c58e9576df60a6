import { randomUUID } from 'node:crypto'
import type { Queries } from './database.ts'
import { isDuplicate } from './database-errors.ts'

export type User = { readonly id: string; readonly email: string; readonly name: string | null }
export type UserWithPassword = User & { readonly password_hash: string }

export type NewUser = { readonly email: string; readonly name: string | null; readonly password_hash: string }

/** Creates a user; undefined if the address (in any case) is taken. */
export async function createUser(
  db: Queries,
  { email, name, password_hash }: NewUser,
): Promise<User | undefined> {
  try {
    const rows = await db.query<User>(
      'insert into users (id, email, name, password_hash) values ($1, $2, $3, $4) returning id, email, name',
      [randomUUID(), email, name, password_hash],
    )
    return rows[0]
  } catch (error) {
    if (isDuplicate(error, 'users_email')) return undefined
    throw error
  }
}

/** The user of an address, in any case. */
export async function userByEmail(db: Queries, email: string): Promise<UserWithPassword | undefined> {
  const rows = await db.query<UserWithPassword>(
    'select id, email, name, password_hash from users where lower(email) = lower($1)',
    [email],
  )
  return rows[0]
}

/** Removes a user and everything of theirs; false if there was none. */
export async function deleteUser(db: Queries, id: string): Promise<boolean> {
  return (await db.query('delete from users where id = $1 returning id', [id])).length > 0
}
