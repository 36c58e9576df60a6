import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

// One of OWASP's sets of parameters for scrypt: 16 MiB and about 80 ms each. Of their equals the one with the
// least memory, because the pod is small.
const COST: Cost = { N: 2 ** 14, r: 8, p: 5 }
const KEY_BYTES = 32

type Cost = { readonly N: number; readonly r: number; readonly p: number }

/**
 * Hashes a password for storage: `scrypt$N$r$p$<salt>$<key>`, base64url. The cost is stored with it, so that it
 * can be raised later without locking anyone out.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return text(COST, salt, await derive(password, salt, COST))
}

/** True if the password belongs to the stored hash. Takes as long for a user who does not exist. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (stored ?? NOBODY).split('$')
  const expected = Buffer.from(key, 'base64url')
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const actual = await derive(password, Buffer.from(salt, 'base64url'), cost)
  return stored !== undefined && expected.length === KEY_BYTES && timingSafeEqual(actual, expected)
}

function text({ N, r, p }: Cost, salt: Buffer, key: Buffer): string {
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** The hash checked when there is no such user, so that the time of the answer does not tell. */
const NOBODY = text(COST, Buffer.alloc(16), Buffer.alloc(KEY_BYTES))

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed on another keyboard may be other code points.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
