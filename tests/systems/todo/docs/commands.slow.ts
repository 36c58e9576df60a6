import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { render } from '../../../../render/commands/render.ts'
import { bareAdopter } from '../../../adoption/adopter.ts'
import { commitAll, git, PLAIN } from '../../../delivery/clones.ts'
import { layOut, ROOT, temporaryFolder } from '../../../support/repository.ts'
import { commandsOf } from './commands/blocks.ts'
import { ELSEWHERE, NOWHERE } from './commands/not-here.ts'
import { SESSIONS } from './commands/sessions.ts'

// Every command in a ```sh block of a document: executed here, executed by another test, or not, with the reason.

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })].sort()
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const documented = [...new Set(DOCUMENTS.flatMap((path) => commandsOf(textOf(path))))]
const executed = new Set(
  Object.values(SESSIONS).flatMap((steps) =>
    steps.map((step) => (typeof step === 'string' ? step : step.command)),
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

test.each(Object.entries(SESSIONS))('%s', async (_, steps) => {
  const root = copy()
  const first = git(root, 'rev-parse', 'HEAD')
  const bash = (line: string, folder = '') =>
    execa('bash', ['-c', line], {
      ...{ cwd: join(root, folder), all: true, reject: false, stdin: 'ignore' },
      env: { ...PLAIN, NO_COLOR: '1', GIT_PAGER: 'cat' },
    })
  for (const step of steps) {
    const {
      command,
      given = {},
      before,
      prints = /^/,
      folder,
    } = typeof step === 'string' ? { command: step } : step
    await before?.({
      replace(path, from, to) {
        const text = readFileSync(join(root, path), 'utf8')
        expect(text).toContain(from)
        writeFileSync(join(root, path), text.replace(from, to))
      },
      publish(message) {
        commitAll(root, message)
        git(root, 'push', '--quiet')
      },
      async shell(line) {
        const { exitCode, all } = await bash(line)
        expect({ line, exitCode, all }).toEqual({ line, exitCode: 0, all })
      },
    })
    const line = filledIn(command, { ...given, COMMIT: first, SOURCE: git(root, 'rev-parse', 'HEAD') })
    const { exitCode, all } = await bash(line, folder)
    expect({ line, exitCode, all }).toEqual({ line, exitCode: 0, all: expect.stringMatching(prints) })
  }
  // Secrets stay out of git.
  expect(git(root, 'status', '--porcelain', '--untracked-files=all')).not.toMatch(/\.env$/m)
})

/** A copy of what commands need, rendered, whose origin is a bare repository beside it. */
function copy(): string {
  const { root, commit } = bareAdopter(temporaryFolder())
  layOut(root)
  mkdirSync(join(root, 'docker'))
  writeFileSync(join(root, 'notes.txt'), 'Source\n')
  const { exit, errors } = render(root, [])
  expect({ exit, errors }).toMatchObject({ exit: 0 })
  commit('Begin')
  git(root, 'push', '--quiet', '--set-upstream', 'origin', 'main')
  return root
}

/** A day that isn't over, whenever this runs. */
const LATER = new Date(Date.now() + 7 * 24 * 3600 * 1000).toISOString().slice(0, 10)

/** A command line with values for its placeholders. */
function filledIn(command: string, given: Readonly<Record<string, string>>): string {
  const values: Readonly<Record<string, string>> = { ENV: 'staging', DIGEST: 'a1'.repeat(32), ...given }
  return command
    .replace('sha256:…', 'sha256:DIGEST')
    .replace(/[0-9a-f]{7}…/, 'SOURCE')
    .replace(/(?<=--until )\S+/, LATER)
    .replaceAll(/\b[A-Z]+\b/g, (name) => values[name] ?? name)
}
