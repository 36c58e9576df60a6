import { ProblemError, problem } from '@todo/shared/problem'
import type { Tokens } from './tokens.ts'

/** The token of an Authorization header, or undefined (RFC 6750, section 2.1). */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? '')?.[1]
}

/**
 * The user who makes a request.
 *
 * @param header its Authorization header
 * @throws ProblemError 401 without a valid token; it does not say what was wrong with it
 */
export async function authenticatedUser(tokens: Tokens, header: string | undefined): Promise<string> {
  const token = bearerToken(header)
  const user = token === undefined ? undefined : await tokens.verify(token)
  if (user === undefined) throw unauthenticated(token === undefined ? 'missing_token' : 'invalid_token')
  return user
}

/** The 401 of a request without a valid token. */
export function unauthenticated(reason: 'missing_token' | 'invalid_token' | 'unknown_user'): ProblemError {
  return new ProblemError(problem(401, reason, 'Sign in first: this needs a valid Bearer token.'), {
    headers: {
      'www-authenticate': `Bearer realm="todo"${reason === 'missing_token' ? '' : ', error="invalid_token"'}`,
    },
  })
}
