import { expect, test } from 'vitest'
import { guardedPolicy } from '../../render/repository/guarded-policy.ts'
import type { Subject } from '../../render/verify/rule.ts'

const service = () => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { ports: [80] },
})

const checked = (check: (subject: Subject) => unknown) => {
  const rule = { id: 'own', severity: 'error', title: 'T', why: 'W', remediation: 'M', check }
  const subject = { environment: { name: 'staging' }, resources: [service()] } as never
  return [...guardedPolicy('policies/own.ts', rule as never).check(subject)]
}

test('what a policy finds is what it returns', () => {
  const found = checked(function* ({ resources: [resource] }) {
    yield { message: 'No.', resource, path: ['spec', 'ports', 0] }
    yield {
      message: 'No.',
      source: { file: 'environments/staging/environment.yaml', path: ['host'], at: 'key' },
    }
  })
  expect(found).toHaveLength(2)
  expect(found[0]?.resource).toEqual(service())
})

test.each<[string, (subject: Subject) => unknown, string]>([
  ['throws', () => fail('boom'), 'failed for the environment "staging": boom'],
  [
    'throws at its second step',
    function* () {
      yield { message: 'No.' }
      fail('later')
    },
    'failed for the environment "staging": later',
  ],
  ['returns nothing', () => undefined, 'failed for the environment "staging"'],
  ['returns a promise', async () => [], 'failed for the environment "staging"'],
  ['returns texts', () => ['No.'], 'must return { message, resource?'],
  [
    'names no resource',
    () => [{ message: 'No.', resource: 'Service/web' }],
    'must return { message, resource?',
  ],
  [
    'names a path as text',
    () => [{ message: 'No.', path: 'spec.ports' }],
    'must return { message, resource?',
  ],
  [
    'changes what later rules look at',
    ({ resources }) => {
      ;(resources[0] as unknown as ReturnType<typeof service>).spec.ports.push(81)
      return []
    },
    'failed for the environment "staging": Cannot add property',
  ],
])('a policy that %s is a wrong input', (_, check, message) => {
  expect(() => checked(check)).toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({
          file: 'policies/own.ts',
          message: expect.stringContaining(`the policy "own" ${message}`),
        }),
      ],
    }),
  )
})

function fail(message: string): never {
  throw new Error(message)
}
