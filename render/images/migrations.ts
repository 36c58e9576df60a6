/** What an image knows of the database: its newest migration, and the newest one that takes something away. */
export interface Migrations {
  readonly migration: number
  readonly contracting?: number
}

/** A migration that takes something away says so in its first line: images from before it can't run with it. */
const CONTRACTING = /^--\s*contracting\b/i

/**
 * Reads the migrations among the files of the workspace `database`.
 *
 * @param files path from docker/ and text. @returns nothing if there are none.
 */
export function migrationsIn(files: ReadonlyMap<string, string>): Migrations | undefined {
  const found = [...files].flatMap(([path, text]) => {
    const number = /^database\/migrations\/(\d{4})-[^/]+\.sql$/.exec(path)?.[1]
    return number ? [{ number: Number(number), contracting: CONTRACTING.test(text) }] : []
  })
  if (found.length === 0) return undefined
  const newest = (of: typeof found): number => Math.max(...of.map(({ number }) => number))
  const contracting = found.filter((each) => each.contracting)
  return { migration: newest(found), ...(contracting.length > 0 && { contracting: newest(contracting) }) }
}
