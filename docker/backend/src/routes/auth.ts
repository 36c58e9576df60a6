import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Queries } from '@todo/database/database'
import { createUser, type User, userByEmail } from '@todo/database/users'
import type { Tokens } from '@todo/identity/tokens'
import { ProblemError, problem } from '@todo/shared/problem'
import type { FastifyRequest } from 'fastify'
import { hashPassword, verifyPassword } from '../passwords.ts'
import { perMinute } from '../rate-limits.ts'
import { SESSION, SIGN_IN, SIGN_UP } from '../schemas/auth.ts'
import { bodyProblems } from '../schemas/problem.ts'

type Options = { readonly database: Queries; readonly tokens: Tokens; readonly attemptsPerMinute: number }

/** Sign up and sign in; both answer a token and its user. */
export const authRoutes: FastifyPluginAsyncTypebox<Options> = async (routes, options) => {
  const { database, tokens, attemptsPerMinute } = options
  // By address and not by network: behind the frontend all requests come from one.
  const config = perMinute(attemptsPerMinute, (request) => `${request.routeOptions.url} ${emailOf(request)}`)
  const session = async ({ id, email, name }: User) => ({
    token: await tokens.issue(id),
    user: { id, email, name },
  })

  routes.post('/api/auth/signup', {
    config,
    schema: {
      summary: 'Create a user',
      tags: ['auth'],
      body: SIGN_UP,
      response: { 201: SESSION, ...bodyProblems(409, 429) },
    },
    handler: async (request, reply) => {
      const { email, password, name } = request.body
      const password_hash = await hashPassword(password)
      const user = await createUser(database, { email, name: name?.trim() ?? null, password_hash })
      if (!user) throw new ProblemError(problem(409, 'email_taken', 'This address has an account already.'))
      return reply.code(201).send(await session(user))
    },
  })

  routes.post('/api/auth/signin', {
    config,
    schema: {
      summary: 'Sign in',
      tags: ['auth'],
      body: SIGN_IN,
      response: { 200: SESSION, ...bodyProblems(401, 429) },
    },
    handler: async (request) => {
      const user = await userByEmail(database, request.body.email)
      if (!(await verifyPassword(request.body.password, user?.password_hash)) || !user)
        throw new ProblemError(
          problem(401, 'wrong_login', 'This address and password do not belong together.'),
        )
      return session(user)
    },
  })
}

function emailOf(request: FastifyRequest): string {
  return (request.body as { email: string }).email.toLowerCase()
}
