import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Queries } from '@todo/database/database'
import { createUser, type User } from '@todo/database/users'
import type { Tokens } from '@todo/identity/tokens'
import { clientNetwork } from '@todo/shared/client-network'
import { ProblemError, problem } from '@todo/shared/problem'
import type { FastifyRequest } from 'fastify'
import { createCounter } from '../counter.ts'
import type { Limits } from '../limits.ts'
import { createPasswordQueue } from '../password-queue.ts'
import { hashPassword } from '../passwords.ts'
import { perMinute, tooMany } from '../rate-limits.ts'
import { SESSION, SIGN_IN, SIGN_UP } from '../schemas/auth.ts'
import { bodyProblems } from '../schemas/problem.ts'
import { createSignIn } from '../sign-in.ts'

type Options = {
  readonly database: Queries
  readonly tokens: Tokens
  readonly attemptsPerMinute: number
  readonly limits: Limits
}

const HOUR = 3_600_000

/** Sign up and sign in; both answer a token and its user. */
export const authRoutes: FastifyPluginAsyncTypebox<Options> = async (routes, options) => {
  const { database, tokens, attemptsPerMinute, limits } = options
  const queue = createPasswordQueue()
  const signIn = createSignIn(database, queue, {
    failuresPerMinute: {
      network: limits.signInFailuresPerMinute,
      // So many networks must guess at an account before its owner is kept waiting.
      account: attemptsPerMinute * 10,
    },
  })
  const signUps = createCounter(limits.signUpsPerHour, HOUR)
  // By network too: knowing a person's address must not be enough to lock that person out.
  const config = perMinute(
    attemptsPerMinute,
    (request) => `${request.routeOptions.url} ${emailOf(request)} ${networkOf(request)}`,
  )
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
      const network = networkOf(request)
      const limitedMs = signUps.exceededFor(network, Date.now())
      if (limitedMs > 0) throw tooMany('Too many new accounts from your network', limitedMs)
      signUps.add(network, Date.now())
      const password_hash = await queue.run(network, () => hashPassword(password))
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
    handler: async (request) => session(await signIn({ ...request.body, network: networkOf(request) })),
  })
}

/** The client's network; the frontend is the only one to connect, and says who its client is. */
function networkOf({ ip }: FastifyRequest): string {
  return clientNetwork(ip) ?? 'unknown'
}

function emailOf(request: FastifyRequest): string {
  return (request.body as { email: string }).email.toLowerCase()
}
