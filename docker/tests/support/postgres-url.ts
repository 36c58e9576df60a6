import { inject } from 'vitest'

// vitest's own way to type provided values does not reach its re-exported interface; these casts do.
export const POSTGRES_URL = 'postgresUrl' as never

/** The connection string of the database `postgres` of this run's server. */
export function postgresUrl(): string {
  return inject(POSTGRES_URL)
}
