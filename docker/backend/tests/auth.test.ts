import { generateKeyPairSync } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  AUTH_SECRET,
  asking,
  signedUp,
  type TestBackend,
  testBackend,
  tokens,
} from '../../tests/support/backend.ts'

let system: TestBackend
beforeAll(async () => {
  system = await testBackend()
})
afterAll(() => system.close())

const post = async (url: string, payload: object) => {
  const answer = await system.backend.inject({ method: 'POST', url, payload })
  return { status: answer.statusCode, body: answer.json() }
}

describe('signing up and in', () => {
  it('gives a token that works, and the user without the password', async () => {
    const up = await post('/api/auth/signup', {
      email: 'Ann@example.com',
      password: 'correct horse',
      name: ' Ann ',
    })
    expect(up.status).toBe(201)
    expect(up.body.user).toEqual({ id: expect.any(String), email: 'Ann@example.com', name: 'Ann' })
    const signedIn = await post('/api/auth/signin', { email: 'ann@EXAMPLE.com', password: 'correct horse' })
    expect(signedIn).toMatchObject({ status: 200, body: { user: up.body.user } })
    const ask = asking(system.backend, signedIn.body.token, up.body.user.id)
    expect((await ask('GET', '~/tasks')).status).toBe(200)
  })

  it('refuses an address that is taken, in any case, also when both come at once', async () => {
    const both = await Promise.all(
      ['eve@example.com', 'EVE@example.com'].map((email) =>
        post('/api/auth/signup', { email, password: 'correct horse' }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('answers a wrong password and an unknown address alike', async () => {
    await post('/api/auth/signup', { email: 'fay@example.com', password: 'correct horse' })
    const wrong = await post('/api/auth/signin', { email: 'fay@example.com', password: 'incorrect horse' })
    const unknown = await post('/api/auth/signin', { email: 'nobody@example.com', password: 'correct horse' })
    expect(wrong.status).toBe(401)
    expect({ ...wrong.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' })
  })

  it.each([
    ['no address', { password: 'correct horse' }],
    ['no real address', { email: 'ann', password: 'correct horse' }],
    ['a short password', { email: 'x@example.com', password: 'short' }],
    ['a huge password', { email: 'x@example.com', password: 'x'.repeat(201) }],
  ])('refuses %s', async (_, body) => {
    expect((await post('/api/auth/signup', body)).status).toBe(422)
  })
})

describe('a token', () => {
  const secret = new TextEncoder().encode(AUTH_SECRET)
  const proper = () =>
    new SignJWT()
      .setSubject('ann')
      .setIssuer('todo-backend')
      .setAudience('todo')
      .setIssuedAt()
      .setExpirationTime('1h')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const sign = (token: SignJWT, alg = 'HS256', key: Parameters<SignJWT['sign']>[0] = secret) =>
    token.setProtectedHeader({ alg }).sign(key)
  const unsigned = () =>
    new UnsecuredJWT()
      .setSubject('ann')
      .setIssuer('todo-backend')
      .setAudience('todo')
      .setIssuedAt()
      .setExpirationTime('1h')
      .encode()

  const status = async (authorization: string | undefined) => {
    const headers = authorization === undefined ? {} : { authorization }
    return (await system.backend.inject({ url: '/api/ann/tasks', headers })).statusCode
  }

  it('is accepted when it is ours', async () => {
    expect(await status(`Bearer ${await sign(proper())}`)).toBe(200)
    expect(await status(`Bearer ${await tokens.issue('ann')}`)).toBe(200)
  })

  it.each<[string, () => Promise<string> | string]>([
    ['no algorithm', unsigned],
    ['HS512', () => sign(proper(), 'HS512')],
    ['RS256', () => sign(proper(), 'RS256', privateKey)],
    ['another secret', () => sign(proper(), 'HS256', new TextEncoder().encode('x'.repeat(32)))],
    ['another issuer', () => sign(proper().setIssuer('someone'))],
    ['another audience', () => sign(proper().setAudience('someone'))],
    ['an old date', () => sign(proper().setExpirationTime(Math.floor(Date.now() / 1000) - 1))],
    ['a start in the future', () => sign(proper().setNotBefore('1h'))],
    ['no date', () => sign(new SignJWT().setSubject('ann').setIssuer('todo-backend').setAudience('todo'))],
    [
      'no subject',
      () =>
        sign(
          new SignJWT().setIssuer('todo-backend').setAudience('todo').setIssuedAt().setExpirationTime('1h'),
        ),
    ],
    ['nothing in it', () => 'x'],
    ['broken parts', () => 'a.b.c'],
    [
      'a changed payload',
      async () =>
        (await sign(proper())).replace(/\.[^.]+\./, `.${btoa('{"sub":"bob"}').replaceAll('=', '')}.`),
    ],
  ])('with %s is refused', async (_, make) => {
    const answer = await system.backend.inject({
      url: '/api/ann/tasks',
      headers: { authorization: `Bearer ${await make()}` },
    })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('Bearer')
    expect(answer.json().reason).toBe('invalid_token')
  })

  it('is needed, as a Bearer token', async () => {
    expect(await status(undefined)).toBe(401)
    expect(await status(`Basic ${await sign(proper())}`)).toBe(401)
    expect(await status(await sign(proper()))).toBe(401)
  })

  it('of one user does not open the path of another', async () => {
    const [ann, bob] = [await signedUp(system.backend), await signedUp(system.backend)]
    for (const path of ['tasks', 'tasks/1', 'conversations', 'conversations/1/messages'])
      expect((await ann.ask('GET', `/api/${bob.id}/${path}`)).status).toBe(403)
    expect((await ann.ask('POST', `/api/${bob.id}/chat`, { message: 'hi' })).status).toBe(403)
    expect((await ann.ask('DELETE', `/api/${bob.id}`)).status).toBe(403)
  })
})
