import { expect, test } from 'vitest'
import { asExample, withName, withoutDeadLinks, withoutScripts } from '../../render/scaffold/documents.ts'

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

test.each([
  [
    '| `npm run gone -- --all` | x |\n| `npm run here` | `npm run gone` |\n',
    '| `npm run here` | `npm run gone` |\n',
  ],
  ['- `npm run gone` does\n  much.\n- `npm run here`\n', '- `npm run here`\n'],
  [
    'Before.\n\n`npm run gone` does\nmuch.\n\nBehind `npm run gone`.\n',
    'Before.\n\nBehind `npm run gone`.\n',
  ],
])('of %j, what begins with a script that is gone goes: %j', (text, kept) => {
  expect(withoutScripts(text, ['here'])).toBe(kept)
})

test('a name is replaced where it stands by itself', () => {
  expect(withName('part-of: shop, shop-staging, workshop, Shop', 'shop', 'tiny')).toBe(
    'part-of: tiny, tiny-staging, workshop, Shop',
  )
})
