import { ProblemError, problem } from '@todo/shared/problem'
import { bodyLimit } from './body.ts'
import type { HeaderSource } from './headers.ts'
import { forgery } from './same-origin.ts'

/** @throws ProblemError */
export const refuse = (status: number, reason: string, detail: string, headers = {}): never => {
  throw new ProblemError(problem(status, reason, detail), { headers })
}

/** The answer to a method that a path doesn't have (RFC 9110: with the methods that it has). */
export const refuseMethod = (methods: readonly string[]): never => {
  const allow = methods.join(', ')
  return refuse(405, 'method_not_allowed', `Here only ${allow} can be asked.`, { allow })
}

/** Refuses what another site made the browser send. */
export const assertSameOrigin = (method: string, headers: HeaderSource): void => {
  const forged = forgery(method, headers)
  if (forged !== undefined) refuse(403, 'cross_origin', forged)
}

export const tooLarge = (): never =>
  refuse(413, 'body_too_large', `A request may have at most ${bodyLimit / 1024} KiB.`)
