import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from './server/security-headers.ts'

/** Runs before every page: the content security policy, with a nonce that only this answer's scripts know. */
export const proxy = (request: NextRequest): NextResponse => {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  // Next reads the nonce from the request's own policy header.
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = {
  // Files need no policy. The API has a fixed one: for requests that come through here, Next would hold the body
  // in memory, up to 10 MB, before our own limit could refuse it.
  matcher: ['/((?!api/|_next/static).*)'],
}
