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

describe('a tab that kustomize refuses is refused at its place, though YAML 1.2 allows it', () => {
  test.each([
    ['a line of its own', 'spec:\n\t\n  a: b\n', '2:1'],
    ['with spaces before it', 'spec:\n  a: b\n  \t\n  c: d\n', '3:3'],
    ['before a comment', 'spec:\n  a: "b"\n\t# c\n  c: d\n', '3:1'],
    ['at the end, in the second document', 'a: 1\n---\nb: [1]\n\t', '4:1'],
    ['with the line breaks of Windows', 'a: b\r\n\t\r\n', '2:1'],
    ['as indentation', 'a:\n\tb: 1\n', '2:1'],
  ])('%s', (_, text, place) =>
    expect(read(text).problems).toEqual([`${place}: is indented with a tab: use spaces.`]),
  )

  test.each([
    ['in a block scalar', 'a: |\n  x\n  \ty\n   \t\n'],
    ['in plain text, and below it', 'a: x\n  \ty\n  \t\nb: 1\n'],
    ['in quoted text', 'a: "x\n  \ty"\n'],
    ['in a flow collection', 'a: {\n  b: 1,\n  \t\n  }\n'],
    ['between two comments', '# a\n\t\n# b\nc: 1\n'],
    ['within a line', 'a:\tb\nc: d\t# e\n'],
  ])('%s, it is accepted as kustomize does', (_, text) => expect(read(text).problems).toEqual([]))
})
