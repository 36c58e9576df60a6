import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { temporaryFolder } from '../support/repository.ts'
import { cloneOf, git, headOf, makeClones, removeTemplate } from './clones.ts'
import { releaseAt } from './truth.ts'

afterAll(removeTemplate)

const image = [`backend=9.0.0@sha256:${'9'.repeat(64)}`]
const from = (root: string, commit: string, more = {}) =>
  bump(root, { environment: 'staging', image, commit, ...more })
const sourceIn = (root: string, head = 'HEAD') => releaseAt(root, head, 'staging')['backend']?.commit

test.each(['short id', 'upper case', 'branch', 'annotated tag', 'HEAD'])(
  '--commit takes a %s, and release.yaml gets the full id',
  async (kind) => {
    const { work } = makeClones(temporaryFolder())
    const full = headOf(work)
    git(work, 'tag', '--annotate', '--message', 'Version 9', 'v9')
    const names: Record<string, string> = {
      'short id': full.slice(0, 7),
      'upper case': full.toUpperCase(),
      branch: 'main',
      'annotated tag': 'v9',
      HEAD: 'HEAD',
    }
    expect(await from(work, names[kind] as string)).toMatchObject({ exit: 0 })
    expect(sourceIn(work)).toBe(full)
  },
)

test('with --push, a short id may name a commit that only the remote had', async () => {
  const clones = makeClones(temporaryFolder())
  const other = cloneOf(clones, 'other')
  git(other, 'commit', '--quiet', '--allow-empty', '--message', 'Source')
  const full = headOf(other)
  git(other, 'push', '--quiet')
  expect(await from(clones.work, full.slice(0, 8), { push: true })).toMatchObject({ exit: 0 })
  expect(sourceIn(clones.remote, 'main')).toBe(full)
})

test('an unknown or ambiguous name, and one that is no commit, are refused; nothing is committed', async () => {
  const { work } = makeClones(temporaryFolder())
  const head = headOf(work)
  for (const name of ['nowhere', 'abcdef0', '--all', '', headOf(work, 'HEAD^{tree}').slice(0, 12)])
    expect(await from(work, name)).toMatchObject({
      exit: 2,
      errors: [`--commit: Commit "${name}" not found: fetch it, or name another one.`],
    })
  const [one, other] = twoAlike(work)
  const prefix = one.slice(0, 4)
  const { exit, errors } = await from(work, prefix)
  expect(exit).toBe(2)
  expect(errors).toEqual([
    expect.stringMatching(
      `^--commit: "${prefix}" is ambiguous; several commits start with it: .*Use more characters of the ID\\.$`,
    ),
  ])
  for (const id of [one, other]) expect(errors[0]).toContain(id.slice(0, 12))
  expect(headOf(work)).toBe(head)
})

/** Two new commits whose ids begin with the same four digits. */
function twoAlike(root: string): readonly [string, string] {
  const tree = headOf(root, 'HEAD^{tree}')
  const person = 'a <a@example.com> 1700000000 +0000'
  const seen = new Map<string, string>()
  for (let number = 0; ; number++) {
    const text = `tree ${tree}\nauthor ${person}\ncommitter ${person}\n\n${number}\n`
    const id = createHash('sha1').update(`commit ${text.length}\0${text}`).digest('hex')
    const before = seen.get(id.slice(0, 4))
    if (before !== undefined) return [write(root, before), write(root, text)]
    seen.set(id.slice(0, 4), text)
  }
}

const write = (root: string, commit: string): string =>
  execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], {
    ...{ cwd: root, input: commit, encoding: 'utf8' },
  }).trim()
