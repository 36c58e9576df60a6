import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answering } from '../../server/answer.ts'
import { userOf } from '../../server/session.ts'
import { endSession, startSession } from '../../server/sign-in.ts'
import { loopbackBackend } from './loopback-backend.ts'
import { cookie, request, token } from './requests.ts'

const signIn = answering('/api/auth/signin', startSession('/api/auth/signin'))
const signOut = answering('/api/auth/signout', endSession)
const user = { id: 'u1', email: 'zoë@example.com', name: 'Zoë' }
const body = JSON.stringify({ email: user.email, password: 'correct horse' })
let backend: Awaited<ReturnType<typeof loopbackBackend>>

beforeAll(async () => {
  backend = await loopbackBackend()
  process.env['LOG_LEVEL'] = 'silent'
})
beforeEach(() => {
  process.env['BACKEND_URL'] = backend.url
  backend.answers({ body: { token, user } })
})
afterAll(() => backend.close())

const asked = (headers: Record<string, string | null> = {}) =>
  request('/api/auth/signin', { method: 'POST', body, headers: { cookie: null, ...headers } })

test('the token goes into an httpOnly cookie and not to the page', async () => {
  const response = await signIn(asked())
  const text = await response.text()
  expect(JSON.parse(text)).toEqual({ user })
  expect(text).not.toContain(token)
  expect(backend.seen).toMatchObject([{ method: 'POST', url: '/api/auth/signin', body }])
  const [first = '', second = ''] = response.headers.getSetCookie()
  expect(first).toMatch(/^todo_token=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/)
  expect(second).toMatch(/^todo_user=[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/)
  const sent = [first, second].map((value) => value.split(';')[0]).join('; ')
  expect(userOf(new Headers({ cookie: sent }))).toEqual(user)
})

test('over https the cookies are Secure', async () => {
  const response = await signIn(asked({ 'x-forwarded-proto': 'https' }))
  for (const value of response.headers.getSetCookie()) expect(value).toContain('; Secure')
})

test('a person without a name is called by the address', async () => {
  backend.answers({ body: { token, user: { ...user, name: null } } })
  expect(await (await signIn(asked())).json()).toEqual({ user: { ...user, name: 'zoë' } })
})

test.each([401, 409, 422, 429, 503])('a %i of the backend passes and sets no cookie', async (status) => {
  backend.answers({ status, body: { title: 'No', status } })
  const response = await signIn(asked())
  expect(response.status).toBe(status)
  expect(response.headers.getSetCookie()).toEqual([])
})

test.each([{}, { token: 1, user }, { token, user: { id: 1 } }, []])(
  'an answer without a session is a 503: %j',
  async (answer) => {
    backend.answers({ body: answer })
    const response = await signIn(asked())
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ reason: 'backend_unexpected' })
  },
)

test('signing in and out cannot be forged', async () => {
  const headers = { origin: 'https://evil.example' }
  expect((await signIn(asked(headers))).status).toBe(403)
  expect((await signOut(request('/api/auth/signout', { method: 'POST', headers }))).status).toBe(403)
  expect(backend.seen).toEqual([])
})

test('signing out ends both cookies, whatever the backend does', async () => {
  process.env['BACKEND_URL'] = 'http://127.0.0.1:9'
  const response = await signOut(request('/api/auth/signout', { method: 'POST' }))
  expect(response.status).toBe(204)
  for (const value of response.headers.getSetCookie()) expect(value).toContain('=; ')
})

test.each([
  ['nothing', ''],
  ['a user without a token', cookie.split('; ')[1] ?? ''],
  ['a token without a user', cookie.split('; ')[0] ?? ''],
  ['a user that is no JSON', `todo_token=${token}; todo_user=xx`],
  [
    'a user without an id',
    `todo_token=${token}; todo_user=${Buffer.from('{"email":"a"}').toString('base64url')}`,
  ],
])('%s is no session', (_, header) => {
  expect(userOf(new Headers({ cookie: header }))).toBeUndefined()
})
