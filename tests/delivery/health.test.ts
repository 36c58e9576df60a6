import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { formatRecord, parseRecord } from '../../render/commands/release/health-record.ts'
import { history } from '../../render/commands/release/history.ts'
import { metrics } from '../../render/commands/release/metrics.ts'
import type { Status } from '../../render/release/status.ts'
import { temporaryFolder } from '../support/repository.ts'
import { git, headOf, makeClones, removeTemplate } from './clones.ts'
import { recordHealthOf } from './health-branch.ts'

afterAll(removeTemplate)

const MINUTE = 60_000

/** A clone in which staging runs a release, followed by a commit that changes nothing of it. */
async function released() {
  const root = makeClones(temporaryFolder()).work
  const image = [`backend=7.0.0@sha256:${'7'.repeat(64)}`]
  expect(await bump(root, { environment: 'staging', image, commit: headOf(root) })).toMatchObject({ exit: 0 })
  const release = headOf(root)
  const at = Number(git(root, 'log', '-1', '--format=%ct')) * 1000
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'Something else')
  return { root, release, later: headOf(root), at }
}

const newest = async (root: string) => {
  const { lines, json } = await history(root, 'staging', { limit: 1 })
  return { text: lines[2]?.text, entry: (json['entries'] as Record<string, unknown>[])[0] }
}

test('history says of each release whether it became healthy, and after how long', async () => {
  const { root, release, later, at } = await released()
  expect((await history(root, 'staging', { limit: 1 })).lines).toHaveLength(3)
  recordHealthOf(root, 'staging', [])
  expect(await newest(root)).toMatchObject({ text: '  not known to be healthy', entry: { health: null } })

  recordHealthOf(root, 'staging', [{ commit: later, state: 'success', at: at + 3 * MINUTE }])
  expect(await newest(root)).toMatchObject({
    text: '  healthy after 3 min',
    entry: { commit: release, health: { state: 'success', synced: later, healthyAfterSeconds: 180 } },
  })

  const reason = 'Deployment/backend: deadline exceeded'
  recordHealthOf(root, 'staging', [
    { commit: later, state: 'success', at: at + 3 * MINUTE },
    { commit: later, state: 'failure', at: at + 9 * MINUTE, description: reason },
  ])
  expect((await newest(root)).text).toBe(`  healthy after 3 min, failed after 9 min: ${reason}`)
})

test('lead time ends when a release is healthy', async () => {
  const { root, release, at } = await released()
  const leadTime = async () => {
    const { json } = await metrics(root, ['staging'], { since: '1d', now: new Date(at + 60 * MINUTE) })
    return (json['environments'] as Record<string, Record<string, unknown>>)['staging']
  }
  const before = (await leadTime())?.['leadTimeSeconds'] as { p90: number }
  recordHealthOf(root, 'staging', [{ commit: release, state: 'success', at: at + 30 * MINUTE }])
  expect(await leadTime()).toMatchObject({
    healthy: 1,
    leadTimeSeconds: { p90: expect.toSatisfy((p90: number) => p90 >= before.p90 + 30 * 60 - 1) },
  })
})

test('a record that was written is read again', () => {
  const statuses: Status[] = [
    {
      id: 3,
      at: Date.parse('2026-11-29T12:00:00Z'),
      commit: 'a'.repeat(40),
      state: 'failure',
      description: 'x "y"\\n',
    },
    {
      id: 4,
      at: Date.parse('2026-11-29T12:00:00.5Z'),
      commit: 'b'.repeat(40),
      state: 'success',
      description: '',
    },
  ]
  expect(parseRecord('health/staging.jsonl', formatRecord(statuses))).toEqual(statuses)
})

test.each(['{', 'null', '{"id":1}', '{"id":1,"at":"never","commit":"a","state":"success"}'])(
  'a line that is no status is named: %s',
  (line) =>
    expect(() => parseRecord('health/staging.jsonl', `\n${line}\n`)).toThrow(
      'health/staging.jsonl:2 of branch health: not a status',
    ),
)
