import { ProblemError, problem } from '@todo/shared/problem'

/** The answer to one more of what a user may only have so many of. */
export function full(what: 'task' | 'conversation', max: number): ProblemError {
  return new ProblemError(
    problem(409, `too_many_${what}s`, `You have ${max} ${what}s, which is the limit; delete one first.`),
  )
}
