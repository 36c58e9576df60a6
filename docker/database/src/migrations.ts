import { readdirSync, readFileSync } from 'node:fs'

export type Migration = { readonly version: number; readonly name: string; readonly sql: string }

/** The migrations that ship with this package, in order. @throws Error if two have one number */
export function shippedMigrations(directory = new URL('../migrations/', import.meta.url)): Migration[] {
  const names = readdirSync(directory)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
  const found = names.map((name) => ({
    version: Number(name.slice(0, 4)),
    name: name.slice(0, -'.sql'.length),
    sql: readFileSync(new URL(name, directory), 'utf8'),
  }))
  const twice = found.find((each, index) => found[index + 1]?.version === each.version)
  if (twice) throw new Error(`Two migrations have the number of ${twice.name}`)
  return found
}

/**
 * What is still to be applied.
 *
 * A database may be ahead of the code: after a rollback the older image runs its migration Job too, which
 * must succeed without touching anything. So migrations must stay compatible with the version before.
 */
export function pendingMigrations(shipped: readonly Migration[], applied: ReadonlySet<number>): Migration[] {
  return shipped.filter(({ version }) => !applied.has(version))
}
