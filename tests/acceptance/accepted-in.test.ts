import { expect, test } from 'vitest'
import { ACCEPTED_FILE } from '../../render/acceptance/accepted.ts'
import { acceptedIn } from '../../render/commands/acceptance/accepted-in.ts'

const problemsIn = (text: string) =>
  acceptedIn({ policies: new Map([[ACCEPTED_FILE, text]]) }).problems.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  )

test('acceptance.yaml is optional', () => {
  expect(acceptedIn({ policies: new Map() })).toEqual({ accepted: {}, problems: [] })
})

test.each([
  ['users: 1001\n', [': Unknown key "users". Did you mean "user"?']],
  ['user: root\n', ['user: Expected a whole number, found "root".']],
  ['imageMegabytes: { web: 5GB }\n', ['imageMegabytes.web: Expected a whole number, found "5GB".']],
  ['external: { service: web }\n', ['external.healthy: ', 'external.closed: ']],
  [
    'documents: [{ id: a, asks: b, criteria: [probe] }]\n',
    ['documents.0.criteria.0: Unknown criterion "probe". Did you mean "probes"?'],
  ],
  ['user: 1\nuser: 2\n', [': ']],
])('%j is refused, with its place', (text, expected) => {
  const problems = problemsIn(text)
  expect(problems).toHaveLength(expected.length)
  for (const [index, start] of expected.entries())
    expect(problems[index]?.replace(/^users: /, ': ').startsWith(start), problems[index]).toBe(true)
})
