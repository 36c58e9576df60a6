import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { promote } from '../../render/commands/release/promote.ts'
import { rollback } from '../../render/commands/release/rollback.ts'
import { render } from '../../render/commands/render.ts'
import { temporaryFolder } from '../support/repository.ts'
import { commitAll, git, headOf, makeClones, removeTemplate } from './clones.ts'
import { releaseAt } from './truth.ts'

// What another branch says is not what an environment runs.

afterAll(removeTemplate)

const make = () => makeClones(temporaryFolder())
const imageOf = (tag: string) => [`backend=${tag}@sha256:${tag.replaceAll('.', '').padEnd(64, '0')}`]
const raise = (root: string, tag: string, more: { push?: string | true } = {}) =>
  bump(root, { environment: 'staging', image: imageOf(tag), commit: headOf(root), ...more })

test('a pushed rollback brings no build of an unmerged branch', async () => {
  const { work, remote } = make()
  const old = headOf(work)
  expect(await raise(work, '1.0.0')).toMatchObject({ exit: 0 })
  git(work, 'push', '--quiet')
  git(work, 'switch', '--quiet', '--create', 'proposal', old)
  expect(await raise(work, '6.6.6')).toMatchObject({ exit: 0 })
  git(work, 'switch', '--quiet', 'main')
  const head = headOf(remote, 'main')

  const options = { reason: 'wait for the new schema', service: ['backend'], to: 'proposal' }
  expect(await rollback(work, 'staging', { ...options, push: true })).toMatchObject({
    exit: 1,
    json: { decisions: [{ action: 'refused', reason: { code: 'never-ran' } }] },
  })
  expect(headOf(remote, 'main')).toBe(head)
  expect(await rollback(work, 'staging', { ...options, push: true, to: old })).toMatchObject({ exit: 0 })
  expect(releaseAt(remote, 'main', 'staging')['backend']).toEqual({ tag: '0.1.0' })
})

/** Staging follows `revision`, a branch or a tag of this commit. @returns the clone, and what promotes from it. */
function following(revision: string) {
  const { work } = make()
  const file = join(work, 'environments/staging/environment.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('cluster: ', `revision: ${revision}\ncluster: `))
  expect(render(work, [])).toMatchObject({ exit: 0 })
  commitAll(work, 'Follow another one')
  git(work, 'push', '--quiet')
  const promoted = (more: { push?: string | true; service?: string[] } = {}) =>
    promote(work, { from: 'staging', to: 'production', service: ['backend'], ...more })
  return { work, promoted }
}

test('what a branch says is not promoted before the branch has it that the source follows', async () => {
  const { work, promoted } = following('stable')
  git(work, 'push', '--quiet', 'origin', 'main:stable')
  expect(await raise(work, '1.0.0')).toMatchObject({ exit: 0 })
  git(work, 'push', '--quiet')
  const head = headOf(work)
  for (const more of [{}, { push: true as const }])
    await expect(promoted(more)).rejects.toThrow(
      'staging follows stable, and runs other builds of backend there than main defines',
    )
  expect(await promoted({ service: ['frontend'] })).toMatchObject({ json: { commit: null } })
  expect(headOf(work)).toBe(head)

  git(work, 'push', '--quiet', 'origin', 'main:stable')
  expect(await promoted({ push: true })).toMatchObject({ exit: 0 })
  expect(await promoted()).toMatchObject({ exit: 0 })
  expect(releaseAt(work, 'HEAD', 'production')['backend']?.tag).toBe('1.0.0')
})

test('nor before the tag has it, which the remote knows though this clone does not', async () => {
  const { work, promoted } = following('v1')
  expect(await raise(work, '1.0.0')).toMatchObject({ exit: 0 })
  git(work, 'push', '--quiet')
  for (const more of [{}, { push: true as const }])
    await expect(promoted(more)).rejects.toThrow('staging follows v1, and git knows no such branch, tag')
  git(work, 'tag', '--annotate', '--message', 'First', 'v1', 'HEAD^')
  git(work, 'push', '--quiet', 'origin', 'v1')
  git(work, 'tag', '--delete', 'v1')
  await expect(promoted({ push: true })).rejects.toThrow('runs other builds of backend there')
  git(work, 'tag', '--annotate', '--message', 'First', 'v1')
  git(work, 'push', '--quiet', '--force', 'origin', 'v1')
  git(work, 'tag', '--delete', 'v1')
  expect(await promoted({ push: true })).toMatchObject({ exit: 0 })
})

test('on a branch of its own, a build counts that main has', async () => {
  const { work } = make()
  git(work, 'switch', '--quiet', '--create', 'proposal')
  expect(await raise(work, '1.0.0')).toMatchObject({ exit: 0 })
  const promoted = () => promote(work, { from: 'staging', to: 'production', service: ['backend'] })
  await expect(promoted()).rejects.toThrow(
    'staging follows main, and runs other builds of backend there than proposal defines',
  )
  git(work, 'push', '--quiet', 'origin', 'proposal:main')
  git(work, 'fetch', '--quiet')
  expect(await promoted()).toMatchObject({ exit: 0 })
})
