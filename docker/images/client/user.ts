import { randomUUID } from 'node:crypto'

export type Answer = { readonly status: number; readonly body: Record<string, unknown> }

/** Someone with an account. */
export type User = {
  readonly id: string
  /** Asks for a path below the user's own, `/tasks`, with JSON both ways. */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Answer>
}

const TIMEOUT_MS = 30_000

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  return { status: response.status, body }
}

const account = () => ({ email: `${randomUUID()}@example.com`, password: randomUUID() })

const idOf = ({ status, body }: Answer): string => {
  const { id } = (body['user'] ?? {}) as { id?: string }
  if (status !== 201 || id === undefined) throw new Error(`sign up: ${status} ${JSON.stringify(body)}`)
  return id
}

/** Signs up through the frontend, as a browser: the token stays in a cookie. */
export async function browserUser(frontend: string): Promise<User> {
  const headers = { origin: frontend, 'content-type': 'application/json' }
  const response = await fetch(`${frontend}/api/auth/signup`, {
    method: 'POST',
    headers,
    body: JSON.stringify(account()),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const id = idOf(await answerOf(response))
  return { id, ask: asking(`${frontend}/api/${id}`, { ...headers, cookie }) }
}

/** Signs up at a backend itself. @returns the user, and the same user as another backend sees it */
export async function apiUser(
  backend: string,
): Promise<User & { readonly token: string; readonly at: (backend: string) => User }> {
  const response = await fetch(`${backend}/api/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account()),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const answer = await answerOf(response)
  const id = idOf(answer)
  const token = String(answer.body['token'])
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const at = (url: string): User => ({ id, ask: asking(`${url}/api/${id}`, headers) })
  return { ...at(backend), token, at }
}

const asking =
  (base: string, headers: Record<string, string>): User['ask'] =>
  async (method, path, body) =>
    answerOf(
      await fetch(`${base}${path}`, {
        method,
        headers,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
