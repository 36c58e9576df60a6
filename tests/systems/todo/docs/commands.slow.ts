import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { render } from '../../../../render/commands/render.ts'
import { bareAdopter } from '../../../adoption/adopter.ts'
import { commitAll, git, PLAIN } from '../../../delivery/clones.ts'
import { layOut, temporaryFolder } from '../../../support/repository.ts'
import { SESSIONS } from './commands/sessions.ts'

// The commands of documents, in copies of the repository; commands.test.ts holds that none is missing.

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
      after = [],
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
    const line = filledIn([...after, command].join('\n'), {
      ...given,
      COMMIT: first,
      SOURCE: git(root, 'rev-parse', 'HEAD'),
    })
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
