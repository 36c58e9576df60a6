import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { hold, releaseHold } from '../../render/commands/release/hold.ts'
import { promote } from '../../render/commands/release/promote.ts'
import { rollback } from '../../render/commands/release/rollback.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { git, headOf, makeClones, removeTemplate, tell } from './clones.ts'
import { holdsAt, releaseAt } from './truth.ts'

afterAll(removeTemplate)

const make = (): string => makeClones(temporaryFolder()).work
const reason = 'wait for the new schema'
const now = new Date('2026-11-21T12:00:00Z')
const image = [`backend=9.0.0@sha256:${'9'.repeat(64)}`]
const raise = (root: string) => bump(root, { environment: 'staging', image, commit: headOf(root) })

/** Calls that can't be meant, with what is said about them. */
const MISTAKES: readonly { call: string; act: (root: string) => Promise<unknown>; says: RegExp }[] = [
  {
    call: 'rollback to a commit that is not there',
    act: (root) => rollback(root, 'staging', { reason, to: 'nosuch' }),
    says: /Commit "nosuch" not found/,
  },
  {
    call: 'rollback of a service that is not there',
    act: (root) => rollback(root, 'staging', { reason, service: ['backnd'] }),
    says: /Service "backnd" not found\. Did you mean "backend"\?/,
  },
  {
    call: 'rollback with a hold that has ended',
    act: (root) => rollback(root, 'staging', { reason, until: '2026-11-20', now }),
    says: /2026-11-20 is past.*2026-11-21/,
  },
  {
    call: 'hold that has ended',
    act: (root) => hold(root, 'staging', { reason, until: '2026-11-20', now }),
    says: /2026-11-20 is past.*2026-11-21/,
  },
  {
    call: 'hold of services, one of which is not there',
    act: (root) => hold(root, 'staging', { reason, service: ['backend', 'fronted'] }),
    says: /Service "fronted" not found\. Did you mean "frontend"\?/,
  },
  {
    call: 'promotion to itself',
    act: (root) => promote(root, { from: 'staging', to: 'staging' }),
    says: /name two environments/,
  },
  {
    call: 'commit beside builds that name theirs',
    act: (root) => bump(root, { environment: 'staging', builds: 'builds.json', commit: headOf(root) }),
    says: /--commit: only for --image/,
  },
]

test.each(MISTAKES)('$call: exit 2, and nothing is committed', async ({ act, says }) => {
  const root = make()
  write(root, { 'builds.json': '[{"service":"backend","tag":"9.0.0"}]' })
  const head = headOf(root)
  const told = await act(root)
  expect(told).toMatchObject({ exit: 2 })
  expect(JSON.stringify(told).replaceAll('\\"', '"')).toMatch(says)
  expect(headOf(root)).toBe(head)
})

test('a hold may end today', async () => {
  const root = make()
  expect(await hold(root, 'staging', { reason, until: '2026-11-21', now })).toMatchObject({ exit: 0 })
  expect(holdsAt(root, 'HEAD', 'staging').environment).toEqual({ reason, until: '2026-11-21' })
})

test('several services are held, and let go, in one call', async () => {
  const root = make()
  const both = ['--service', 'backend', '--service', 'frontend']
  expect(await tell(root, ['hold', 'staging', '--reason', reason, ...both])).toMatchObject({ exit: 0 })
  expect(Object.keys(holdsAt(root, 'HEAD', 'staging').services ?? {})).toEqual(['backend', 'frontend'])
  expect(git(root, 'log', '-1', '--format=%s')).toBe('Hold backend and frontend in staging')

  const environment = await releaseHold(root, 'staging', {})
  expect(environment.lines.map(({ text }) => text)).toEqual([
    'the environment of staging is not held by a hold of its own; backend and frontend are still held: npm run release-hold staging -- --service backend --service frontend',
  ])
  expect(await tell(root, ['release-hold', 'staging', ...both])).toMatchObject({ exit: 0 })
  expect(holdsAt(root, 'HEAD', 'staging')).toEqual({})
})

test('what a working tree says and git does not is not promoted; on the remote it does not count', async () => {
  const root = make()
  expect(await raise(root)).toMatchObject({ exit: 0 })
  git(root, 'push', '--quiet')
  const file = join(root, 'environments/staging/release.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('9.0.0', '9.1.0'))
  const services = { from: 'staging', to: 'production', service: ['backend'] }
  for (const dryRun of [true, false])
    await expect(promote(root, { ...services, dryRun })).rejects.toThrow(
      'environments/staging/release.yaml: uncommitted changes',
    )
  expect(await promote(root, { ...services, push: true })).toMatchObject({ exit: 0 })
  git(root, 'fetch', '--quiet')
  expect(releaseAt(root, 'origin/main', 'production')['backend']?.tag).toBe('9.0.0')
})
