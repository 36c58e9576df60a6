import { ProblemError, problem } from '@todo/shared/problem'
import type { FastifyInstance } from 'fastify'

/**
 * Limits the requests of one user that are in progress, answers that a slow client has not read yet included: they
 * are what takes memory. Register after authentication.
 */
export function limitRequestsAtOnce(scope: FastifyInstance, max: number): void {
  const inProgress = new Map<string, number>()
  scope.addHook('onRequest', (request, reply, done) => {
    const { userId } = request
    const count = inProgress.get(userId) ?? 0
    if (count >= max) {
      const detail = `At most ${max} requests at the same time; wait for the answers of earlier ones.`
      return done(
        new ProblemError(problem(429, 'too_many_at_once', detail), { headers: { 'retry-after': '1' } }),
      )
    }
    inProgress.set(userId, count + 1)
    reply.raw.once('close', () => {
      const left = (inProgress.get(userId) ?? 1) - 1
      if (left > 0) inProgress.set(userId, left)
      else inProgress.delete(userId)
    })
    done()
  })
}
