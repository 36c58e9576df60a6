import { STATUS_CODES } from 'node:http'

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

/** One thing wrong with one field of the input. */
export type FieldError = { readonly field: string; readonly message: string }

/**
 * Problem details (RFC 9457). `reason` is ours: a stable word a program may compare, such as
 * `agent_unreachable`; `detail` is for people.
 */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly reason: string
  readonly request_id?: string
  readonly errors?: readonly FieldError[]
}

/** Builds a problem; the title is the status code's own phrase, as RFC 9457 asks of `about:blank`. */
export function problem(
  status: number,
  reason: string,
  detail: string,
  errors?: readonly FieldError[],
): Problem {
  const title = STATUS_CODES[status] ?? 'Error'
  return { type: 'about:blank', title, status, detail, reason, ...(errors ? { errors } : {}) }
}

/** A problem on its way up to whatever answers the request. */
export class ProblemError extends Error {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>

  constructor(
    problem: Problem,
    options: { cause?: unknown; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(problem.detail, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'ProblemError'
    this.problem = problem
    this.headers = options.headers ?? {}
  }
}
