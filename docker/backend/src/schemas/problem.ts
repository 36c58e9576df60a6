import { Type } from 'typebox'

const PROBLEM = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'For people.' }),
    reason: Type.String({ description: 'For programs: a stable word.' }),
    request_id: Type.String(),
    errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
  },
  { description: 'Problem details (RFC 9457)' },
)

const MEANINGS = {
  400: 'The request is not valid HTTP or JSON',
  401: 'No valid token, or a wrong login',
  403: 'The path names another user than the token',
  404: 'Absent, or of another user',
  409: 'The address is taken, or a limit of this user is reached; `reason` says which',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'The input is not valid',
  429: 'Too many requests, from this user or network; Retry-After says when',
  500: 'A defect; it has been logged',
  503: 'Something behind is away; `reason` says what',
} as const

type Status = keyof typeof MEANINGS

/** The error answers of a route, for the OpenAPI document: those of every route, and the given ones. */
export function problems(...statuses: readonly Status[]) {
  const all = [400, ...statuses, 500, 503] as const
  return Object.fromEntries(
    all.map((status) => [
      status,
      { description: MEANINGS[status], content: { 'application/problem+json': { schema: PROBLEM } } },
    ]),
  )
}

/** The error answers of a route that has a JSON body. */
export function bodyProblems(...statuses: readonly Status[]) {
  return problems(...statuses, 413, 415, 422)
}
