import { describe, expect, test } from 'vitest'
import { documentsOf } from '../../render/catalog/documents.ts'
import type { Problem } from '../../render/problem/problem.ts'

function read(text: string): { documents: object[]; problems: string[] } {
  const problems: Problem[] = []
  const documents = documentsOf('base/x.yaml', text, problems)
  const shown = problems.map(({ message, position }) => `${position?.line}:${position?.column}: ${message}`)
  return { documents, problems: shown }
}

/** Each of `levels` names is ten times the one before. */
const bomb = (levels: number): string =>
  [...Array(levels).keys()]
    .map(
      (level) =>
        `a${level}: &a${level} [${Array(10)
          .fill(level === 0 ? 'x' : `*a${level - 1}`)
          .join(', ')}]\n`,
    )
    .join('')

describe('an alias that cannot be read is refused at its place', () => {
  test.each([
    [
      'a bomb',
      bomb(9),
      '4:45: has the alias *a2, with which aliases expand to more than 10000 values: write them out.',
    ],
    ['one that names nothing', 'a: 1\nb: *x\n', '2:4: has the alias *x, and no anchor &x before it.'],
    ['one before its anchor', 'a: *x\nb: &x 1\n', '1:4: has the alias *x, and no anchor &x before it.'],
    [
      'one in its own anchor',
      'a: &x\n  b: [*x]\n',
      '2:7: has the alias *x within its own anchor: write the value out.',
    ],
    [
      'one of another document',
      'a: &x 1\n---\nb: *x\n',
      '3:4: has the alias *x, and no anchor &x before it.',
    ],
  ])('%s', (_, text, problem) => expect(read(text).problems).toEqual([problem]))

  test('a text that is nested too deeply', () => {
    expect(read(`a: ${'['.repeat(20_000)}`).problems).toEqual([
      expect.stringMatching(/^1:\d+: is nested too deeply\.$/),
    ])
  })
})

test('a few aliases are right', () => {
  expect(read('a: &x {b: 1}\nc: *x\nd: [*x, *x]\n---\ne: &x 2\nf: *x\n')).toEqual({
    documents: [
      { a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }, { b: 1 }] },
      { e: 2, f: 2 },
    ],
    problems: [],
  })
})
