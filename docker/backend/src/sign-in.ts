import { setTimeout as delayFor } from 'node:timers/promises'
import type { Queries } from '@todo/database/database'
import { type User, userByEmail } from '@todo/database/users'
import { createMemory } from '@todo/identity/memory'
import { ProblemError, problem } from '@todo/shared/problem'
import { createCounter } from './counter.ts'
import type { FairQueue } from './fair-queue.ts'
import { verifyPassword } from './passwords.ts'
import { tooMany } from './rate-limits.ts'

export type SignIn = (attempt: {
  readonly email: string
  readonly password: string
  /** The client's network; what one client is for limits. */
  readonly network: string
}) => Promise<User>

export type SignInOptions = {
  /** Of one network. */
  readonly failuresPerMinute: number
  /** Waits that many milliseconds; tests bring their own. */
  readonly delay?: (ms: number) => Promise<unknown>
}

/** Every failure is answered this many milliseconds after the request, or later. */
const FAILURE_MS = 1_000
const MINUTE = 60_000
const RECOGNISED_MS = 24 * 60 * MINUTE

/**
 * Signs users in, also while an attacker floods:
 * - An address without an account costs no hashing while anything else is hashed. Failures are answered after a
 *   fixed time, so that this doesn't tell which addresses have an account.
 * - Hashing takes turns by network.
 * - Failures are limited by network; who signed in from there in the last day has a turn of their own and isn't
 *   held up by other people's failures.
 *
 * @throws ProblemError 401; 429 after too many failures of the network; 503 if too many wait
 */
export function createSignIn(
  database: Queries,
  queue: FairQueue,
  { failuresPerMinute, delay = delayFor }: SignInOptions,
): SignIn {
  const failures = createCounter(failuresPerMinute, MINUTE)
  const recognised = createMemory(20_000)
  const slowest = createSlowest(32)

  const answerLate = (since: number) =>
    delay(Math.max(0, Math.max(FAILURE_MS, slowest.value()) - (performance.now() - since)))

  const verify = async (password: string, stored: string | undefined, turn: string, since: number) => {
    if (stored === undefined && !queue.idle()) {
      // Where a real account would be refused, this one is too.
      if (queue.refuses(turn)) await queue.run(turn, async () => undefined)
      return false
    }
    const right = await queue.run(turn, () => verifyPassword(password, stored))
    slowest.add(performance.now() - since)
    return right
  }

  return async ({ email, password, network }) => {
    const since = performance.now()
    const pair = `${network} ${email.toLowerCase()}`
    const isRecognised = recognised.recall(pair, Date.now()) !== undefined
    const limitedMs = isRecognised ? 0 : failures.exceededFor(network, Date.now())
    if (limitedMs > 0) {
      await answerLate(since)
      throw tooMany('Too many failed sign-ins from your network', limitedMs)
    }
    const user = await userByEmail(database, email)
    const right = await verify(password, user?.password_hash, isRecognised ? pair : network, since)
    if (user && right) {
      recognised.remember(pair, user.id, Date.now() + RECOGNISED_MS)
      return user
    }
    failures.add(network, Date.now())
    await answerLate(since)
    throw new ProblemError(problem(401, 'wrong_login', 'This address and password do not belong together.'))
  }
}

/** The longest of the last durations. */
function createSlowest(count: number) {
  const last: number[] = []
  return {
    add: (ms: number) => {
      last.push(ms)
      if (last.length > count) last.shift()
    },
    value: () => Math.max(0, ...last),
  }
}
