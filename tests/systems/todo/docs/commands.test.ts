import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../../support/repository.ts'
import { commandsOf } from './commands/blocks.ts'
import { ELSEWHERE, NOWHERE } from './commands/not-here.ts'
import { SESSIONS } from './commands/sessions.ts'

// Every command in a ```sh block of a document: executed by commands.slow.ts, by another test, or not, with the reason.

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })].sort()
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const documented = [...new Set(DOCUMENTS.flatMap((path) => commandsOf(textOf(path))))]
const executed = new Set(
  Object.values(SESSIONS).flatMap((steps) =>
    steps.flatMap((step) => (typeof step === 'string' ? step : [...(step.after ?? []), step.command])),
  ),
)
const excused = [...ELSEWHERE, ...NOWHERE].map(([begin]) => begin)

test('there are many commands', () => expect(documented.length).toBeGreaterThan(100))

test('each is executed, or says why not', () =>
  expect(documented.filter((one) => !executed.has(one) && !excused.some((begin) => begin.test(one)))).toEqual(
    [],
  ))

test('what is executed is documented', () =>
  expect([...executed].filter((one) => !documented.includes(one))).toEqual([]))

test('each reason belongs to a command', () =>
  expect(excused.filter((begin) => !documented.some((one) => begin.test(one) && !executed.has(one)))).toEqual(
    [],
  ))

test.each(ELSEWHERE)('%s: %s', (_, file, word) => expect(textOf(file)).toContain(word))

test('paths of this repository that commands name exist', () => {
  const named = documented.flatMap(
    (one) => one.match(/(?<![\w/.-])(?:apps|base|docker|environments|minikube)\/[\w./-]+/g) ?? [],
  )
  expect(named.length).toBeGreaterThan(10)
  const missing = named.filter((path) => !existsSync(join(ROOT, path)) && !WRITTEN.test(path))
  expect(missing).toEqual([])
})

/** What the command, or a command before it, writes. */
const WRITTEN = /^environments\/minikube\/secrets\.env$|^base\/crds\/|^docker\/backend$/
