import { createHash } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { rollback } from '../../render/commands/release/rollback.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { cloneOf, git, headOf, makeClones, removeTemplate } from './clones.ts'
import { releaseAt } from './truth.ts'

// A rollback that names no commit rolls back from what was there when it was asked for, and from nothing else.

afterAll(removeTemplate)

const reason = 'Orders were lost'

/** The backend of staging came to 3.0.0 by 1.0.0 and 2.0.0. @returns the clones, and how to bump in one. */
async function make() {
  const clones = makeClones(temporaryFolder())
  const raise = async (root: string, tag: string, service = 'backend') => {
    git(root, 'commit', '--quiet', '--allow-empty', '--message', `Source of ${tag}`)
    const image = [`${service}=${tag}@sha256:${createHash('sha256').update(tag).digest('hex')}`]
    const told = await bump(root, { environment: 'staging', image, commit: headOf(root) })
    expect(told).toMatchObject({ exit: 0 })
  }
  for (const tag of ['1.0.0', '2.0.0', '3.0.0']) await raise(clones.work, tag)
  git(clones.work, 'push', '--quiet')
  return { ...clones, raise, other: cloneOf(clones, 'other') }
}

/** The next push of `work` finds that `other` has pushed first. */
function overtaken(work: string, other: string): void {
  const hook = join(work, '.git/hooks/pre-push')
  const script = `#!/bin/sh\nrm "$0"\nunset GIT_DIR\ncd '${other}' && git push --quiet origin HEAD:main\n`
  write(work, { '.git/hooks/pre-push': script })
  chmodSync(hook, 0o755)
}

const backendAt = (remote: string) => releaseAt(remote, 'main', 'staging')['backend']?.tag

test.each<[string, string, (place: Awaited<ReturnType<typeof make>>) => Promise<unknown>]>([
  ['went back', '2.0.0', ({ other }) => rollback(other, 'staging', { reason: 'Nobody can log in' })],
  ['brought the fixed build', '4.0.0', ({ other, raise }) => raise(other, '4.0.0')],
])('while someone else %s: nothing is moved', async (_, expected, meanwhile) => {
  const place = await make()
  await meanwhile(place)
  overtaken(place.work, place.other)
  expect(await rollback(place.work, 'staging', { reason, push: true })).toMatchObject({
    exit: 1,
    json: { moved: { service: 'backend' }, commit: null, tries: 2 },
    lines: [{ text: expect.stringMatching(/npm run history staging.*--to/) }],
  })
  expect(backendAt(place.remote)).toBe(expected)
  expect(headOf(place.remote, 'main')).toBe(headOf(place.other))
})

test.each<[string, { to?: string; service?: string[] }, string]>([
  ['of another service', { service: ['backend'] }, '2.0.0'],
  ['to a commit that is named', { to: 'HEAD~4' }, '1.0.0'],
])('while someone else bumped the frontend: a rollback %s goes on', async (_, how, expected) => {
  const place = await make()
  await place.raise(place.other, '5.0.0', 'frontend')
  overtaken(place.work, place.other)
  const service = { service: ['backend'] }
  expect(await rollback(place.work, 'staging', { reason, push: true, ...service, ...how })).toMatchObject({
    exit: 0,
    json: { tries: 2 },
  })
  expect(backendAt(place.remote)).toBe(expected)
  expect(releaseAt(place.remote, 'main', 'staging')['frontend']?.tag).toBe('5.0.0')
})
