import { unavailable } from '@todo/shared/upstream'

// PostgreSQL's own words for "not now": https://www.postgresql.org/docs/current/errcodes-appendix.html
const NOT_NOW = /^(08...|53...|57P0[1-5]|55P03|25006)$/
const STOPPED_QUERY = '57014'
const SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
// pg reports these without a code.
const BY_MESSAGE =
  /connection terminated|connection ended|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i
const SLOW_BY_MESSAGE = /query read timeout/i
const WRONG_LOGIN = /^(28...|3D000)$/

function codeOf(error: unknown): string {
  // Connecting to a name with several addresses fails with one error for all.
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

/** True if the connection, and not the statement, failed. */
export function isBrokenConnection(error: unknown): boolean {
  const code = codeOf(error)
  return SOCKET.has(code) || /^(08...|57P0[1-5])$/.test(code) || BY_MESSAGE.test(messageOf(error))
}

/**
 * Turns "the database is away, full or too slow" into the problem to answer; any other error stays as it is.
 *
 * @returns a ProblemError 503 with reason `database_unavailable` or `database_timeout`, or the same error
 */
export function unavailableDatabase(error: unknown): unknown {
  const code = codeOf(error)
  if (code === STOPPED_QUERY || SLOW_BY_MESSAGE.test(messageOf(error)))
    return unavailable('database_timeout', 'The database did not answer in time; try again shortly.', error)
  if (isBrokenConnection(error) || NOT_NOW.test(code))
    return unavailable('database_unavailable', 'The database cannot be reached; try again shortly.', error)
  if (WRONG_LOGIN.test(code))
    return unavailable('database_refused', 'The database does not accept the login it was given.', error)
  return error
}

/** True for a broken unique constraint of that name. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  return codeOf(error) === '23505' && (error as { constraint?: string }).constraint === constraint
}

/** True if a row names a user (or conversation) that is gone. */
export function isMissingReference(error: unknown): boolean {
  return codeOf(error) === '23503'
}
