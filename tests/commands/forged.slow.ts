import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CACHE_VARIABLE } from '../../render/cache/folder.js'
import { hold } from '../../render/commands/release/hold.ts'
import { validate } from '../../render/commands/validate.ts'
import { git, headOf, makeClones, removeTemplate } from '../delivery/clones.ts'
import { run } from '../repository/run.ts'
import { temporaryFolder, write } from '../support/repository.ts'

// What the author of a pull request could commit in place of what an earlier run left behind.

afterAll(removeTemplate)
afterEach(() => vi.unstubAllEnvs())

let work: string
beforeEach(() => {
  work = makeClones(temporaryFolder()).work
})

const LOOSE = [
  'base/shared/restricted/container.yaml',
  'readOnlyRootFilesystem: true',
  'readOnlyRootFilesystem: false',
] as const

function loosen(): void {
  const [path, good, bad] = LOOSE
  const text = readFileSync(join(work, path), 'utf8')
  expect(text).toContain(good)
  writeFileSync(join(work, path), text.replace(good, bad))
}

test.each(['.render', '.render/entries', '.cache', 'cache/gitops-render'])(
  'a cache with good findings in %s of the tree hides nothing',
  async (folder) => {
    const attacker = temporaryFolder()
    vi.stubEnv(CACHE_VARIABLE, attacker)
    expect((await validate(work, [])).exit).toBe(0)
    const good = readdirSync(join(attacker, 'entries')).find((name) => name.startsWith('findings-')) as string
    loosen()
    expect((await validate(work, [])).exit).toBe(1)
    // Each entry gets what was found before the change.
    const forged = join(work, folder)
    mkdirSync(forged, { recursive: true })
    cpSync(join(attacker, 'entries'), forged, { recursive: true })
    cpSync(join(attacker, 'entries'), join(forged, 'entries'), { recursive: true })
    for (const place of [forged, join(forged, 'entries')])
      for (const name of readdirSync(place).filter((each) => each.startsWith('findings-')))
        cpSync(join(attacker, 'entries', good), join(place, name))
    git(work, 'add', '--all', '--force')
    git(work, 'commit', '--quiet', '-m', 'Tidy the restricted component')
    // The victim's own cache, and a variable that leads into the tree.
    for (const cache of [temporaryFolder(), forged]) {
      vi.stubEnv(CACHE_VARIABLE, cache)
      expect((await validate(work, [])).exit, cache).toBe(1)
    }
  },
)

test('check names what git tracks in the work folder', async () => {
  write(work, { '.render/entries/build-x': 'forged\n' })
  expect((await run(work, ['check'])).exit, 'ignored, as long as it is not tracked').toBe(0)
  git(work, 'add', '--force', '.render')
  const { exit, stdout, stderr } = await run(work, ['check'])
  expect({ exit, stdout }).toEqual({ exit: 1, stdout: 'tracked .render/entries/build-x\n' })
  expect(stderr).toContain('git rm -r --cached .render')
})

test('a lock and a journal in the tree block no command and overwrite no file', async () => {
  const head = headOf(work)
  write(work, { 'docs/notes.md': 'the new text\n' })
  git(work, 'add', 'docs')
  git(work, 'commit', '--quiet', '-m', 'Notes')
  const lock = String(process.pid)
  write(work, {
    '.render/work-branch.json': JSON.stringify({
      from: head,
      to: git(work, 'commit-tree', 'HEAD^{tree}', '-m', 'x'),
      paths: ['docs/notes.md'],
    }),
    '.render/work-branch.lock': lock,
    '.render/audit.lock': lock,
  })
  git(work, 'add', '--force', '.render')
  git(work, 'commit', '--quiet', '-m', 'Forge')
  expect(await hold(work, 'staging', { reason: 'A reason long enough' })).toMatchObject({ exit: 0 })
  expect(readFileSync(join(work, 'docs/notes.md'), 'utf8')).toBe('the new text\n')
  expect(git(work, 'status', '--porcelain')).toBe('')
})

test('a kubectl in the tree is never executed', async () => {
  const mark = join(temporaryFolder(), 'executed')
  const version = 'kubectl-2.0.1'
  for (const path of [
    `.render/tools/${version}`,
    `.render/${version}`,
    'tools/kubectl',
    'kubectl',
    'kustomize',
  ]) {
    write(work, { [path]: `#!/bin/sh\ntouch '${mark}'\n` })
    chmodSync(join(work, path), 0o755)
  }
  expect((await run(work, ['validate'])).exit).toBe(0)
  expect(existsSync(mark)).toBe(false)
})
