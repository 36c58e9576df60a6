import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { unavailable } from '@todo/shared/upstream'

// OWASP's parameters for scrypt: 32 MiB and about 80 ms each.
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const KEY_BYTES = 32

// Hashing is the one thing here that is slow on purpose. More at once would only fill the memory of a small
// pod and keep everyone waiting, so the rest is sent away early.
const AT_MOST = 8
let running = 0

/** Hashes a password for storage: `scrypt$<salt>$<key>`, base64url. @throws ProblemError 503 when too many wait */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`
}

/** True if the password belongs to the stored hash. Takes as long for one that does not exist. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, salt = '', key = ''] = (stored ?? NOBODY).split('$')
  const expected = Buffer.from(key, 'base64url')
  const actual = await derive(password, Buffer.from(salt, 'base64url'))
  return stored !== undefined && expected.length === KEY_BYTES && timingSafeEqual(actual, expected)
}

/** The hash checked when there is no such user, so that the time of the answer does not tell. */
const NOBODY = `scrypt$${'A'.repeat(22)}$${'A'.repeat(43)}`

async function derive(password: string, salt: Buffer): Promise<Buffer> {
  if (running >= AT_MOST) throw unavailable('too_busy', 'Too many people are signing in; try again shortly.')
  running += 1
  try {
    return await new Promise((resolve, reject) => {
      // NFKC: the same password typed on another keyboard may be other code points.
      scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) =>
        error ? reject(error) : resolve(key),
      )
    })
  } finally {
    running -= 1
  }
}
