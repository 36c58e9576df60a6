/** A part of a list. */
export type Page<Row> = {
  readonly rows: Row[]
  /** True if the list goes on beyond these rows. */
  readonly more: boolean
}

/** Which part: at most `limit` rows, those that come after the row with the id `after`. */
export type PageRequest = { readonly limit: number; readonly after?: number | undefined }

/**
 * Reads one page.
 *
 * @param select runs the query with the limit it is given: one row more than asked for, which tells whether there is more
 */
export async function readPage<Row>(
  limit: number,
  select: (limit: number) => Promise<Row[]>,
): Promise<Page<Row>> {
  const rows = await select(limit + 1)
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}
