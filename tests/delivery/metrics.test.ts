import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { metrics } from '../../render/commands/release/metrics.ts'
import { rollback } from '../../render/commands/release/rollback.ts'
import { temporaryFolder } from '../support/repository.ts'
import { git, headOf, makeClones, removeTemplate } from './clones.ts'

afterAll(removeTemplate)

const build = (root: string, tag: string, commit = headOf(root)) =>
  bump(root, { environment: 'staging', image: [`backend=${tag}@sha256:${'9'.repeat(64)}`], commit })

const asked = async (root: string, names: readonly string[], since = '7d') => {
  const { json } = await metrics(root, names, { since, now: new Date(Date.now() + 60_000) })
  return json['environments'] as Record<string, Record<string, unknown>>
}

test('what bump and rollback did is counted, in the environment where they did it', async () => {
  const root = makeClones(temporaryFolder()).work
  const before = await asked(root, [])
  const [first, other] = [before['staging'], before['production']]
  expect(await build(root, '1.0.0')).toMatchObject({ exit: 0 })
  expect(await rollback(root, 'staging', { reason: 'Orders were lost since noon' })).toMatchObject({
    exit: 0,
  })

  const found = await asked(root, [])
  expect(found['production']).toMatchObject({ deployments: other?.['deployments'], rollbacks: 0 })
  expect(found['staging']).toMatchObject({
    deployments: Number(first?.['deployments']) + 1,
    rollbacks: 1,
    failed: 1,
    restoreTimeSeconds: { count: 1 },
  })
  expect(found['staging']?.['leadTimeSeconds']).toMatchObject({
    count: Number((first?.['leadTimeSeconds'] as { count: number } | undefined)?.count ?? 0) + 1,
  })
  expect(Object.keys(await asked(root, ['staging']))).toEqual(['staging'])
})

test('a source commit that git lacks gives no lead time, whatever an old release called a commit', async () => {
  const root = makeClones(temporaryFolder()).work
  const count = async () =>
    ((await asked(root, ['staging']))['staging']?.['leadTimeSeconds'] as { count: number } | undefined)?.count
  const before = await count()
  const file = join(root, 'environments/staging/release.yaml')
  for (const [index, commit] of ['--all', 'f'.repeat(40), '^HEAD'].entries()) {
    writeFileSync(file, `services: { backend: { tag: "2.0.${index}", commit: "${commit}" } }\n`)
    git(root, 'commit', '--quiet', '--all', '--message', 'Crafted')
  }
  expect(await count()).toBe(before)
})

test('a shallow clone is refused, with the way out', async () => {
  const { work } = makeClones(temporaryFolder())
  const shallow = join(temporaryFolder(), 'shallow')
  git(work, 'clone', '--quiet', '--depth', '1', `file://${work}`, shallow)
  await expect(metrics(shallow, [], { since: '90d' })).rejects.toThrow('git fetch --unshallow')
})

test.each([['yesterday'], ['0d'], ['90'], ['2026-02-30'], ['2999-01-01'], ['-1d']])(
  '--since %s is refused',
  async (since) => {
    const { work } = makeClones(temporaryFolder())
    expect(await metrics(work, [], { since })).toMatchObject({
      exit: 2,
      errors: [expect.stringContaining('--since: must be days (90d), weeks (12w) or a day')],
    })
  },
)

test('an unknown environment is refused', async () => {
  const { work } = makeClones(temporaryFolder())
  expect(await metrics(work, ['stagin'], { since: '90d' })).toMatchObject({
    exit: 2,
    errors: [expect.stringContaining('staging')],
  })
})
