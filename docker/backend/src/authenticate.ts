import { isMissingReference } from '@todo/database/database-errors'
import { authenticatedUser, unauthenticated } from '@todo/identity/bearer'
import type { Tokens } from '@todo/identity/tokens'
import { ProblemError, problem } from '@todo/shared/problem'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** The user of the verified token, who is also the user of the path. */
    userId: string
  }
}

/**
 * Guards all routes of a scope: 401 without a valid token, 403 if the path names another user.
 * It comes before validation, so that an unauthenticated client learns nothing about the input either.
 */
export function authenticateUsers(scope: FastifyInstance, tokens: Tokens): void {
  scope.decorateRequest('userId', '')
  scope.addHook('onRequest', async (request) => {
    const user = await authenticatedUser(tokens, request.headers.authorization)
    const { user_id } = request.params as { user_id?: string }
    if (user_id !== user)
      throw new ProblemError(problem(403, 'another_user', 'The path names another user than the token.'))
    request.userId = user
  })
}

/**
 * Waits for a change that names the user. A token outlives its user: when the row of the user is gone, the
 * answer is the one to an unknown token.
 *
 * @throws ProblemError 401
 */
export async function ofKnownUser<T>(change: Promise<T>): Promise<T> {
  try {
    return await change
  } catch (error) {
    throw isMissingReference(error) ? unauthenticated('unknown_user') : error
  }
}
