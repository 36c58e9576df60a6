import type { Database } from '@todo/database/database'
import { measureDatabase } from '@todo/http-service/database-metrics'
import { createTokens } from '@todo/identity/tokens'
import type { Logger } from '@todo/shared/logger'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { type BackendOptions, createBackend } from '../../backend/src/backend.ts'
import { testDatabase } from './database.ts'
import { quiet } from './logs.ts'

export const AUTH_SECRET = 'a secret for tests, 32 bytes or more'

/** Nothing listens there. */
export const NOWHERE = 'http://127.0.0.1:9'

export type TestBackend = {
  readonly backend: FastifyInstance
  readonly database: Database
  readonly close: () => Promise<void>
}

/** A backend on a database of its own. */
export async function testBackend(
  options: Partial<BackendOptions> & { readonly logger?: Logger } = {},
): Promise<TestBackend> {
  const database = options.database ?? (await testDatabase())
  const backend = await createBackend({
    logger: quiet(),
    authSecret: AUTH_SECRET,
    agentUrl: NOWHERE,
    chatRequestsPerMinute: 1000,
    signInAttemptsPerMinute: 1000,
    ...options,
    database,
  })
  measureDatabase(backend, database)
  const close = async () => {
    await backend.close()
    await database.close()
  }
  return { backend, database, close }
}

let users = 0

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
export type Answer = any

export type TestUser = {
  readonly id: string
  readonly token: string
  /** A request as this user; the path may begin with `~` for `/api/<user id>`. */
  readonly ask: (
    method: InjectOptions['method'],
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; body: Answer }>
}

/** A user who has signed up. */
export async function signedUp(backend: FastifyInstance): Promise<TestUser> {
  users += 1
  const payload = { email: `user${users}-${Date.now()}@example.com`, password: 'correct horse' }
  const answer = await backend.inject({ method: 'POST', url: '/api/auth/signup', payload })
  const { token, user } = answer.json<{ token: string; user: { id: string } }>()
  return { id: user.id, token, ask: asking(backend, token, user.id) }
}

/** Requests with a token. */
export function asking(backend: FastifyInstance, token: string, userId: string): TestUser['ask'] {
  return async (method, path, body) => {
    const answer = await backend.inject({
      method: method ?? 'GET',
      url: path.replace(/^~/, `/api/${userId}`),
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
  }
}

export const tokens = createTokens(AUTH_SECRET)
