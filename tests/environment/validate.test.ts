import { describe, expect, test } from 'vitest'
import { validateEnvironment, validateFleet, validateRelease } from '../../render/environment/validate.ts'

const minimal = { cluster: 'local', components: { postgres: { storage: '1Gi' } } }

/** The problems of an environment as `path (key or value): message`. */
const problems = (change: object): string[] =>
  validateEnvironment('f.yaml', { ...minimal, ...change }).problems.map(
    ({ path, at, message }) => `${path.join(' > ')} (${at}): ${message}`,
  )

test('what is valid comes back as it is', () => {
  expect(validateEnvironment('f.yaml', minimal)).toEqual({ value: minimal, problems: [] })
})

describe('a path leads to the value, whatever the keys are called', () => {
  test.each<[string, object, string]>([
    [
      'a slash in a key',
      { quota: { 'requests.nvidia.com/gpu': 1 } },
      'quota > requests.nvidia.com/gpu (value): Expected a quantity',
    ],
    [
      'a list',
      { exceptions: [{ rule: 'a', reason: 'A reason that says something.' }, 'x'] },
      'exceptions > 1 (value): Expected a map',
    ],
    ['a tilde in a key', { 'a~b': 1 }, 'a~b (key): Unknown key "a~b".'],
    ['a slash in an unknown key', { 'a/b': 1 }, 'a/b (key): Unknown key "a/b".'],
    ['an unknown key deep down', { sync: { auto: true } }, 'sync > auto (key): Unknown key "auto".'],
    [
      'a key that JavaScript knows',
      { services: { backend: { constructor: 1 } } },
      'services > backend > constructor (key): Unknown key "constructor".',
    ],
  ])('%s', (_, change, start) => {
    const found = problems(change)
    expect(found).toHaveLength(1)
    expect(found[0]?.slice(0, start.length)).toBe(start)
  })
})

describe('all that is wrong is told, not the first', () => {
  test('in one value', () =>
    expect(problems({ deletionBudget: 80.5, retain: 1, owner: 'me' })).toHaveLength(3))
  test('in release.yaml', () =>
    expect(
      validateRelease('f.yaml', {
        services: { backend: { tag: 'latest', digest: 'x', commit: 'y' }, web: {} },
      }).problems,
    ).toHaveLength(4))
  test('in fleet.yaml', () =>
    expect(validateFleet('f.yaml', {}).problems.map(({ message }) => message)).toEqual([
      'The key "system" is missing.',
      'The key "repository" is missing.',
      'The key "registry" is missing.',
      'The key "clusters" is missing.',
    ]))
})

describe('what was found is shown so that it can be recognised', () => {
  test.each<[string, unknown, string]>([
    ['text', 'A b', 'found "A b".'],
    ['a long text', 'x_'.repeat(100), `found "${'x_'.repeat(38)}…".`],
    ['text with quotes', '"', 'found "\\"".'],
    ['nothing', null, 'found nothing.'],
    ['a list', ['a'], 'found a list.'],
    ['a map', { a: 1 }, 'found a map.'],
    ['a number', 5, 'found the number 5. Put it in quotes.'],
    ['a boolean', false, 'found the boolean false. Put it in quotes.'],
  ])('%s', (_, namespace, end) => {
    const [problem, ...others] = problems({ namespace })
    expect(others).toEqual([])
    expect(problem?.slice(-end.length)).toBe(end)
  })
})
