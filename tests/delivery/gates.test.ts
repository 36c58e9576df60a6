import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { rollback } from '../../render/commands/release/rollback.ts'
import { git, headOf, removeTemplate } from './clones.ts'
import { built, gated, HOUR, promoted, REASON, tagIn } from './gated.ts'

afterAll(removeTemplate)

test('a build is promoted once it has soaked, and not a second before', async () => {
  const { root, now } = await gated('  from: staging\n  soak: 24h\n')
  const head = headOf(root)
  const early = await promoted(root, { now: new Date(now + 24 * HOUR - 1000) })
  expect(early).toMatchObject({
    exit: 1,
    lines: [
      { text: expect.stringMatching(/^refused: backend can't move .* run in staging for less than 24h/) },
      { text: 'Nothing was promoted, because one service was refused.' },
    ],
    json: {
      decisions: [{ reason: { code: 'closed', closed: [{ gate: 'soak', from: 'staging', soak: '24h' }] } }],
    },
  })
  expect(headOf(root)).toBe(head)
  expect(await promoted(root, { now: new Date(now + 24 * HOUR) })).toMatchObject({ exit: 0 })
  expect(tagIn(root)).toBe('9.0.0')
})

test('an override needs a reason, and both stand in the commit', async () => {
  const { root, now } = await gated('  from: staging\n  soak: 24h\n')
  expect(await promoted(root, { override: true })).toMatchObject({
    exit: 2,
    errors: [expect.stringContaining('--override: requires --reason')],
  })
  expect(tagIn(root)).not.toBe('9.0.0')
  expect(await promoted(root, { override: true, reason: REASON, now: new Date(now) })).toMatchObject({
    exit: 0,
  })
  expect(git(root, 'log', '-1', '--format=%B')).toContain(`Promotion gates overridden.\n${REASON}`)
})

test('a bump past the source is refused; in a workflow it is a warning', async () => {
  const { root } = await gated('  from: staging\n')
  const asked = { environment: 'production', ...built(root, '9.1.0') }
  expect(await bump(root, asked)).toMatchObject({
    exit: 1,
    json: { decisions: [{ reason: { code: 'closed', closed: [{ gate: 'from', from: 'staging' }] } }] },
  })
  expect(await bump(root, { ...asked, warnOfHolds: true })).toMatchObject({
    exit: 0,
    lines: [{ text: expect.stringMatching(/^::warning/) }],
  })
  expect(tagIn(root)).not.toBe('9.1.0')
  expect(await bump(root, { ...asked, override: true, reason: REASON })).toMatchObject({ exit: 0 })
})

test('a window closes bump and promote, and never a rollback', async () => {
  const { root } = await gated(
    '  windows:\n    - { days: [Mon], from: "09:00", to: "16:00", timezone: Europe/Berlin }\n',
  )
  const closed = new Date('2026-11-29T12:00:00Z')
  expect(await promoted(root, { now: closed })).toMatchObject({
    exit: 1,
    lines: [
      { text: expect.stringContaining('the next one opens at 2026-11-30T09:00+01:00 (Europe/Berlin)') },
      {},
    ],
  })
  expect(await promoted(root, { now: new Date('2026-11-30T08:00:00Z') })).toMatchObject({ exit: 0 })
  expect(await rollback(root, 'production', { reason: REASON, now: closed })).toMatchObject({ exit: 0 })
  expect(tagIn(root)).not.toBe('9.0.0')
})
