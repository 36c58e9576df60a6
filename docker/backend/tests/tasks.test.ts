import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedUp, type TestBackend, type TestUser, testBackend } from '../../tests/support/backend.ts'

let system: TestBackend
let ann: TestUser
let bob: TestUser

beforeAll(async () => {
  system = await testBackend()
  ann = await signedUp(system.backend)
  bob = await signedUp(system.backend)
})
afterAll(() => system.close())

const aTask = async (user: TestUser, title = 'Buy milk') =>
  (await user.ask('POST', '~/tasks', { title, description: 'two litres' })).body

describe('a task', () => {
  it('is created, with times', async () => {
    const { status, body } = await ann.ask('POST', '~/tasks', { title: '  Buy milk ' })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(Number),
      user_id: ann.id,
      title: 'Buy milk',
      description: null,
      completed: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      updated_at: expect.any(String),
    })
  })

  it('is read, changed field by field, and deleted', async () => {
    const { id } = await aTask(ann)
    expect((await ann.ask('GET', `~/tasks/${id}`)).body.description).toBe('two litres')
    const renamed = await ann.ask('PUT', `~/tasks/${id}`, { title: 'Buy oat milk' })
    expect(renamed).toMatchObject({ status: 200, body: { title: 'Buy oat milk', description: 'two litres' } })
    const cleared = await ann.ask('PUT', `~/tasks/${id}`, { description: null, completed: true })
    expect(cleared.body).toMatchObject({ title: 'Buy oat milk', description: null, completed: true })
    expect(await ann.ask('DELETE', `~/tasks/${id}`)).toEqual({ status: 204, body: undefined })
    expect((await ann.ask('GET', `~/tasks/${id}`)).status).toBe(404)
    expect((await ann.ask('DELETE', `~/tasks/${id}`)).status).toBe(404)
  })

  it('is toggled to done and back', async () => {
    const { id } = await aTask(ann)
    expect((await ann.ask('PATCH', `~/tasks/${id}/complete`)).body.completed).toBe(true)
    expect((await ann.ask('PATCH', `~/tasks/${id}/complete`)).body.completed).toBe(false)
  })

  it('of someone else is answered as one that does not exist', async () => {
    const { id } = await aTask(bob, 'A secret of Bob')
    const never = 2_000_000_000
    for (const [method, end, body] of [
      ['GET', '', undefined],
      ['PUT', '', { title: 'mine now' }],
      ['DELETE', '', undefined],
      ['PATCH', '/complete', undefined],
    ] as const) {
      const [foreign, absent] = [
        await ann.ask(method, `~/tasks/${id}${end}`, body),
        await ann.ask(method, `~/tasks/${never}${end}`, body),
      ]
      expect(foreign.status).toBe(404)
      expect({ ...foreign.body, request_id: '' }).toEqual({ ...absent.body, request_id: '' })
    }
    expect((await ann.ask('GET', '~/tasks')).body.map((task: { title: string }) => task.title)).not.toContain(
      'A secret of Bob',
    )
    expect((await bob.ask('GET', `~/tasks/${id}`)).body.title).toBe('A secret of Bob')
  })
})

it('lists are bare arrays, filtered by status', async () => {
  const carl = await signedUp(system.backend)
  expect(await carl.ask('GET', '~/tasks')).toEqual({ status: 200, body: [] })
  const { id } = await aTask(carl, 'one')
  await aTask(carl, 'two')
  await carl.ask('PATCH', `~/tasks/${id}/complete`)
  const titles = async (query: string) =>
    (await carl.ask('GET', `~/tasks${query}`)).body.map((task: { title: string }) => task.title)
  expect(await titles('')).toEqual(['one', 'two'])
  expect(await titles('?status=pending')).toEqual(['two'])
  expect(await titles('?status=completed')).toEqual(['one'])
  expect((await carl.ask('GET', '~/tasks?status=maybe')).status).toBe(422)
})

it.each([
  ['no title', {}, 'title'],
  ['an empty title', { title: '' }, 'title'],
  ['a blank title', { title: ' \t ' }, 'title'],
  ['a title of 201 characters', { title: 'x'.repeat(201) }, 'title'],
  ['a title that is a number', { title: 7 }, 'title'],
  ['a NUL in the title', { title: 'a\0b' }, 'title'],
  ['a description of 1001 characters', { title: 'x', description: 'x'.repeat(1001) }, 'description'],
  ['an unknown field', { title: 'x', user_id: 'someone' }, 'body'],
])('%s is refused with the field named', async (_, body, field) => {
  const answer = await ann.ask('POST', '~/tasks', body)
  expect(answer.status).toBe(422)
  expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field)
})

it('takes the longest title and description, counted in characters', async () => {
  const body = { title: '🦊'.repeat(200), description: 'ü'.repeat(1000) }
  expect((await ann.ask('POST', '~/tasks', body)).body).toMatchObject(body)
})

it('a token outlives its user, but is good for nothing then', async () => {
  const dora = await signedUp(system.backend)
  await aTask(dora)
  expect((await dora.ask('DELETE', '~')).status).toBe(204)
  expect(await dora.ask('GET', '~/tasks')).toEqual({ status: 200, body: [] })
  expect(await dora.ask('POST', '~/tasks', { title: 'x' })).toMatchObject({
    status: 401,
    body: { reason: 'unknown_user' },
  })
  expect((await dora.ask('DELETE', '~')).status).toBe(404)
})
