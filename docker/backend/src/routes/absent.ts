import { ProblemError, problem } from '@todo/shared/problem'

/** The answer for what is not there and for what belongs to someone else: the same, or it would tell. */
export function absent(what: 'task' | 'conversation' | 'user'): ProblemError {
  return new ProblemError(problem(404, `${what}_not_found`, `You have no such ${what}.`))
}
