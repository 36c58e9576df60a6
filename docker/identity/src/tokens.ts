import { errors, jwtVerify, SignJWT } from 'jose'
import { createMemory } from './memory.ts'

// Fixed texts, no settings: two that disagree are a classic reason for rejected tokens.
export const ISSUER = 'todo-backend'
export const AUDIENCE = 'todo'
const ALGORITHM = 'HS256'
const LIFETIME_SECONDS = 12 * 60 * 60

/** Issues and verifies the system's tokens with one secret. */
export type Tokens = {
  /** @param now only tests say another time than the clock */
  readonly issue: (userId: string, now?: Date) => Promise<string>
  /** The user a token belongs to, or undefined if it is not ours, changed, or out of date. */
  readonly verify: (token: string) => Promise<string | undefined>
}

export function createTokens(secret: string): Tokens {
  const key = new TextEncoder().encode(secret)
  const verified = createMemory()
  return {
    issue: (userId, now = new Date()) => {
      const issuedAt = Math.floor(now.getTime() / 1000)
      return new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + LIFETIME_SECONDS)
        .sign(key)
    },
    verify: async (token) => {
      const known = verified.recall(token, Date.now())
      if (known !== undefined) return known
      try {
        const { payload } = await jwtVerify(token, key, {
          // Pinned: the token's own header must not choose how it is checked.
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['sub', 'iat', 'exp'],
        })
        const { sub = '', exp = 0 } = payload
        if (sub === '') return undefined
        verified.remember(token, sub, exp * 1000)
        return sub
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined
        throw error
      }
    },
  }
}
