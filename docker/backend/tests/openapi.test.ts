import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedUp, type TestBackend, testBackend } from '../../tests/support/backend.ts'

type Operation = { responses: Record<string, { content?: Record<string, { schema: object }> }> }
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> }

let system: TestBackend
let document: Document
beforeAll(async () => {
  system = await testBackend({ signInAttemptsPerMinute: 3 })
  document = (await system.backend.inject('/openapi.json')).json()
})
afterAll(() => system.close())

it('names every path of the contract', () => {
  const paths = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(paths.sort()).toEqual([
    'DELETE /api/{user_id}',
    'DELETE /api/{user_id}/conversations/{id}',
    'DELETE /api/{user_id}/tasks/{id}',
    'GET /api/{user_id}/conversations',
    'GET /api/{user_id}/conversations/{id}/messages',
    'GET /api/{user_id}/tasks',
    'GET /api/{user_id}/tasks/{id}',
    'GET /health',
    'GET /health/services',
    'GET /ready',
    'PATCH /api/{user_id}/tasks/{id}/complete',
    'POST /api/auth/signin',
    'POST /api/auth/signup',
    'POST /api/{user_id}/chat',
    'POST /api/{user_id}/tasks',
    'PUT /api/{user_id}/tasks/{id}',
  ])
})

it('is true: what is answered is what it says', async () => {
  const ajv = addFormats.default(new Ajv2020({ strict: false }))
  const ann = await signedUp(system.backend)
  const { id } = (await ann.ask('POST', '~/tasks', { title: 'x' })).body
  const cases: [method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object][] = [
    ['GET', '/api/{user_id}/tasks'],
    ['POST', '/api/{user_id}/tasks', { title: 'y' }],
    ['POST', '/api/{user_id}/tasks', { title: '' }],
    ['GET', '/api/{user_id}/tasks/{id}'],
    ['PUT', '/api/{user_id}/tasks/{id}', { title: 'z' }],
    ['PATCH', '/api/{user_id}/tasks/{id}/complete'],
    ['GET', '/api/{user_id}/conversations'],
    ['GET', '/api/{user_id}/conversations/{id}/messages'],
    ['POST', '/api/{user_id}/chat', { message: 'hi' }],
    ['POST', '/api/auth/signin', { email: 'nobody@example.com', password: 'x' }],
    ['POST', '/api/auth/signup', { email: 'nobody@example.com', password: 'x' }],
    ['GET', '/health'],
    ['GET', '/ready'],
    ['GET', '/health/services'],
    ['DELETE', '/api/{user_id}/tasks/{id}'],
    ['GET', '/api/{user_id}/tasks/{id}'],
    ['DELETE', '/api/{user_id}'],
  ]
  for (const [method, path, body] of cases) {
    const url = path.replace('{user_id}', ann.id).replace('{id}', String(id))
    const answer = await ann.ask(method, url, body)
    const described = document.paths[path]?.[method.toLowerCase()]?.responses[answer.status]
    expect(described, `${method} ${path} -> ${answer.status}`).toBeDefined()
    const schema = Object.values(described?.content ?? {})[0]?.schema
    if (answer.body === undefined) continue
    expect(schema, `${method} ${path} -> ${answer.status}`).toBeDefined()
    const valid = ajv.validate(schema as object, answer.body)
    expect(valid, `${method} ${path} -> ${answer.status}: ${ajv.errorsText()}`).toBe(true)
  }
})

it('gives limits as the migrations have them', () => {
  const sql = readFileSync(
    new URL('../../database/migrations/0001-users-and-tasks.sql', import.meta.url),
    'utf8',
  )
  const text = JSON.stringify(document)
  expect(sql).toContain('between 1 and 200')
  expect(sql).toContain('<= 1000')
  expect(text).toContain('"maxLength":200')
  expect(text).toContain('"maxLength":1000')
})
