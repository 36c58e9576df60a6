import type { Database, Queries } from './database.ts'

/**
 * Adds a row to a user's, unless there are `max` already. The user's own row is locked first, so that requests that
 * run at once count each other's rows: the limit is exact on every replica.
 *
 * @param count a statement with the user's id as $1 that answers the number of rows as `count`
 * @returns what `add` returns; undefined if the limit is reached
 */
export function withinQuota<T>(
  db: Pick<Database, 'transaction'>,
  userId: string,
  { count, max }: { readonly count: string; readonly max: number },
  add: (queries: Queries) => Promise<T>,
): Promise<T | undefined> {
  return db.transaction(async (queries) => {
    await queries.query('select id from users where id = $1 for no key update', [userId])
    const [found] = await queries.query<{ count: number }>(count, [userId])
    return found !== undefined && found.count >= max ? undefined : add(queries)
  })
}
