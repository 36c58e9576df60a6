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
  /** Of one network, and at one address from all networks. */
  readonly failuresPerMinute: { readonly network: number; readonly account: number }
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
 * - Failures are limited by network and by account; a person who signed in from this network in the last day has a
 *   turn of their own and isn't held up by the failures of others.
 *
 * @throws ProblemError 401; 429 after too many failures of the network; 503 if too many wait
 */
export function createSignIn(
  database: Queries,
  queue: FairQueue,
  { failuresPerMinute, delay = delayFor }: SignInOptions,
): SignIn {
  const ofNetwork = createCounter(failuresPerMinute.network, MINUTE)
  const ofAccount = createCounter(failuresPerMinute.account, MINUTE)
  const recognised = createMemory(20_000)
  const slowest = createSlowest(32)

  const answerLate = (since: number) =>
    delay(Math.max(0, FAILURE_MS - elapsed(since), slowest.value() - elapsed(since)))

  const verify = async (password: string, stored: string | undefined, turn: string, since: number) => {
    if (stored === undefined && !queue.idle()) {
      // Where a real account would be refused, this one is too.
      if (queue.refuses(turn)) await queue.run(turn, async () => undefined)
      return false
    }
    const right = await queue.run(turn, () => verifyPassword(password, stored))
    slowest.add(elapsed(since))
    return right
  }

  return async ({ email, password, network }) => {
    const since = performance.now()
    const account = email.toLowerCase()
    const pair = `${network} ${account}`
    const isRecognised = recognised.recall(pair, Date.now()) !== undefined
    const now = Date.now()
    const networkMs = isRecognised ? 0 : ofNetwork.exceededFor(network, now)
    const accountMs = isRecognised ? 0 : ofAccount.exceededFor(account, now)
    if (networkMs > 0 || accountMs > 0) {
      await answerLate(since)
      const where = networkMs > 0 ? 'from your network' : 'at this address'
      throw tooMany(`Too many failed sign-ins ${where}`, Math.max(networkMs, accountMs))
    }
    const user = await userByEmail(database, email)
    const right = await verify(password, user?.password_hash, isRecognised ? pair : network, since)
    if (user && right) {
      recognised.remember(pair, user.id, Date.now() + RECOGNISED_MS)
      return user
    }
    ofNetwork.add(network, Date.now())
    ofAccount.add(account, Date.now())
    await answerLate(since)
    throw new ProblemError(problem(401, 'wrong_login', 'This address and password do not belong together.'))
  }
}

const elapsed = (since: number): number => performance.now() - since

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
