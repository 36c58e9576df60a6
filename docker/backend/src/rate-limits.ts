import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit'
import { ProblemError, problem } from '@todo/shared/problem'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Makes rate limits available to routes. They are counted in this process: the API is stateless, so with
 * several replicas a user may get as many times the limit; a shared store would be one more thing to run.
 */
export async function limitRates(service: FastifyInstance): Promise<void> {
  await service.register(rateLimit, { global: false, cache: 20_000 })
}

/** A route's limit: `max` requests a minute for each key. Checked after validation, so the key may be input. */
export function perMinute(
  max: number,
  key: (request: FastifyRequest) => string,
): { rateLimit: RateLimitOptions } {
  return {
    rateLimit: {
      max,
      timeWindow: 60_000,
      hook: 'preHandler',
      keyGenerator: key,
      errorResponseBuilder: (_, { ttl }) => tooMany(`At most ${max} a minute`, ttl),
    },
  }
}

/** @param what was exceeded, as the beginning of a sentence */
export function tooMany(what: string, milliseconds: number): ProblemError {
  const seconds = Math.ceil(milliseconds / 1000)
  return new ProblemError(problem(429, 'too_many_requests', `${what}; try again in ${seconds} s.`), {
    headers: { 'retry-after': String(seconds) },
  })
}
