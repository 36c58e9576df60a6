import { expect, test } from 'vitest'
import { CHECKERS } from './checkers.ts'
import { EXCEPTIONS } from './exceptions.ts'

// A misspelt checker would be an exception that nothing ever looks at.
test.each(EXCEPTIONS)('$checker $rule: names a checker and gives a reason', ({ checker, reason }) => {
  expect(CHECKERS.map(({ name }) => name)).toContain(checker)
  expect(reason).toMatch(/^\S.{20,}\.$/)
})

test('no two checkers have one name', () => {
  const names = CHECKERS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
