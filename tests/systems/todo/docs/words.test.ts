import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../../support/repository.ts'

// The words that CONTRIBUTING refuses, looked for in every text of the repository: documents, messages, comments, names.

const SECTION = /\n## Words\n[\s\S]*/
const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')

/** The first column of CONTRIBUTING's table, a word or phrase each. */
const refused = [...(SECTION.exec(contributing)?.[0] ?? '').matchAll(/^\| ([a-z ,]+) \|/gm)].flatMap((row) =>
  (row[1] as string).split(', '),
)

const pattern = new RegExp(
  `\\b(${refused.map((phrase) => phrase.replaceAll(' ', '\\s+')).join('|')})\\b`,
  'gi',
)

/** Texts of others, the words that CHANGELOG renamed, and this test. */
const LEFT_OUT =
  /^(LICENSE|CHANGELOG\.md|(.*\/)?package-lock\.json|render\/schemas\/kubernetes\/.*|tests\/systems\/todo\/docs\/words\.test\.ts)$/

/** A phrase may go on in the next line of a comment; its signs become blanks, so that places stay. */
const withoutSigns = (text: string): string =>
  text.replaceAll(/^[ \t]*(?:\*|#+|\/\/|>)/gm, (signs) => ' '.repeat(signs.length))

const found = (text: string): string[] =>
  [...withoutSigns(text).matchAll(pattern)].map(
    ({ index, 0: words }) => `${text.slice(0, index).split('\n').length}: ${words.replaceAll(/\s+/g, ' ')}`,
  )

test('the list has words', () => {
  expect(refused.length).toBeGreaterThan(10)
  expect(refused).toContain('for ever')
})

test('a refused word is found, over the lines of a comment too, and not inside another word', () => {
  expect(found('// Whoever reads this waits for\n// ever.\nconst marshalled = "recommend"')).toEqual([
    '1: Whoever',
    '1: for ever',
  ])
})

test('no text of the repository has a refused word', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => path !== '' && !LEFT_OUT.test(path) && existsSync(join(ROOT, path)))
  expect(files.length).toBeGreaterThan(1000)
  const wrong = files.flatMap((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    // A zero byte: no text.
    if (text.includes('\0')) return []
    return found(path === 'CONTRIBUTING.md' ? text.replace(SECTION, '') : text).map(
      (each) => `${path}:${each}`,
    )
  })
  expect(wrong).toEqual([])
})
