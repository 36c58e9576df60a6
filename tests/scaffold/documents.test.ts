import { expect, test } from 'vitest'
import { asExample, withoutDeadLinks } from '../../render/scaffold/documents.ts'

const FILES = ['README.md', 'docs/a.md', 'docs/folder']
const exists = (path: string) => FILES.includes(path)

test.each([
  ['[A](a.md#part) and [B](b.md)', '[A](a.md#part) and B'],
  ['[up](../README.md), [gone](../docker), [folder](folder)', '[up](../README.md), gone, [folder](folder)'],
  ['[out](https://example.com/b.md), [here](#part)', '[out](https://example.com/b.md), [here](#part)'],
  ['| [B](b.md) | a row that is about it |\n| [A](a.md) | [B](b.md) |', '| [A](a.md) | B |'],
])('%j becomes %j', (text, kept) => {
  expect(withoutDeadLinks('docs/page.md', text, exists)).toBe(kept)
})

test('a note stands below the title, once', () => {
  expect(asExample('# Title\n\nText\n# No title\n', 'before', 'after')).toMatch(
    /^# Title\n\n> This page was written for "before",[^#]*"after"[^#]*\n\nText\n# No title\n$/,
  )
})
