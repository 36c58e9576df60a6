import { callUpstream, unavailable } from '@todo/shared/upstream'
import type { Context } from './answer.ts'
import { ownBody, passBack } from './from-backend.ts'
import { assertSameOrigin } from './refuse.ts'
import { endedCookies, type SessionUser, sessionCookies } from './session.ts'
import { settings } from './settings.ts'

interface SignedIn {
  readonly token: string
  readonly user: { readonly id: string; readonly email: string; readonly name?: string | null }
}

const parse = (text: string): SignedIn | undefined => {
  try {
    const { token, user } = JSON.parse(text) as Partial<SignedIn>
    const complete =
      typeof token === 'string' && typeof user?.id === 'string' && typeof user.email === 'string'
    return complete ? { token, user } : undefined
  } catch {
    return undefined
  }
}

/** The name is optional at sign-up; a person without one is greeted by the first part of the address. */
const shown = ({ id, email, name }: SignedIn['user']): SessionUser => ({
  id,
  email,
  name: name || (email.split('@')[0] ?? email),
})

/**
 * Signs in or up at the backend. The token stays here, in an httpOnly cookie; the page only learns who it is.
 *
 * @param path the backend's path, /api/auth/signin or /api/auth/signup
 */
export const startSession =
  (path: '/api/auth/signin' | '/api/auth/signup') =>
  async (request: Request, { requestId }: Context): Promise<Response> => {
    const body = await ownBody(request)
    const answer = await callUpstream({
      name: 'backend',
      url: `${settings().BACKEND_URL}${path}`,
      timeoutMs: 10_000,
      requestId,
      init: {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          // Our server has made it the client's address and nothing else.
          'x-forwarded-for': request.headers.get('x-forwarded-for') ?? '',
        },
        body,
      },
    })
    if (answer.status !== 200 && answer.status !== 201) return passBack(answer)
    const signedIn = parse(answer.text)
    if (!signedIn) throw unavailable('backend_unexpected', 'The backend answered without a session.')
    const user = shown(signedIn.user)
    const response = Response.json({ user }, { status: answer.status })
    for (const value of sessionCookies(request.headers, signedIn.token, user, Date.now()))
      response.headers.append('set-cookie', value)
    return response
  }

/** Forgets the session. The token itself ends by its own date; nothing but this browser held it. */
export const endSession = async (request: Request): Promise<Response> => {
  assertSameOrigin(request.method, request.headers)
  const response = new Response(null, { status: 204 })
  for (const value of endedCookies(request.headers)) response.headers.append('set-cookie', value)
  return response
}
