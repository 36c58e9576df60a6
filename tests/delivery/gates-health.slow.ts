import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { checkGates } from '../../render/commands/release/check-gates.ts'
import { promoteDue } from '../../render/commands/release/promote-due.ts'
import { rollback } from '../../render/commands/release/rollback.ts'
import { report } from '../../render/commands/report.ts'
import { commitAll, git, headOf, removeTemplate } from './clones.ts'
import { built, gated, HOUR, promoted, REASON, tagIn } from './gated.ts'
import { recordHealthOf } from './health-branch.ts'

afterAll(removeTemplate)

const HEALTHY = '  from: staging\n  healthy: required\n  soak: 1h\n'
const gatesAt = (root: string, base: string, now: number) => checkGates(root, { base, now: new Date(now) })

test('a build is promoted once it has been healthy for as long as it has to soak', async () => {
  const { root, now } = await gated(HEALTHY)
  const release = headOf(root)
  const late = { now: new Date(now + 90 * HOUR) }
  const closed = async () => (await promoted(root, late)).lines[0]?.text
  expect(await closed()).toContain('no health record of staging; run git fetch origin health')
  recordHealthOf(root, 'staging', [])
  expect(await closed()).toContain(
    `what staging runs since ${release.slice(0, 12)} has not been reported healthy; it passes 1h after that is reported`,
  )
  recordHealthOf(root, 'staging', [
    { commit: release, state: 'failure', at: now + HOUR, description: 'Job/smoke-test: exit 1' },
  ])
  expect(await closed()).toContain('(Job/smoke-test: exit 1) and has not been reported healthy since')
  recordHealthOf(root, 'staging', [{ commit: release, state: 'success', at: now + 89.5 * HOUR }])
  expect(await closed()).toContain('it has run in staging for less than 1h')
  expect(await promoted(root, { now: new Date(now + 90.5 * HOUR) })).toMatchObject({ exit: 0 })
})

test('the check of a change asks the gates of its base, and says from when on it passes', async () => {
  const { root, now } = await gated('  from: staging\n  soak: 1h\n')
  const base = headOf(root)
  expect(await promoted(root, { now: new Date(now + 2 * HOUR) })).toMatchObject({ exit: 0 })
  expect(await gatesAt(root, base, now + 2 * HOUR)).toMatchObject({ exit: 0 })
  expect(await gatesAt(root, base, now + HOUR / 2)).toMatchObject({
    exit: 1,
    lines: [
      {
        text: expect.stringMatching(/^refused: backend can't move to 9\.0\.0 yet: .* the gate opens at \S+Z/),
      },
    ],
    json: { closed: [{ environment: 'production', overridden: false, service: 'backend' }] },
  })
  // A change that takes the gates away is measured by them.
  const file = join(root, 'environments/production/environment.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/promotion:\n[\s\S]*$/, ''))
  commitAll(root, 'Take the gates away')
  expect(await gatesAt(root, base, now + HOUR / 2)).toMatchObject({ exit: 1 })
})

test('the check knows a build of elsewhere, an override, and a way back', async () => {
  const { root, now } = await gated('  from: staging\n  soak: 1h\n')
  const base = headOf(root)
  const asked = { environment: 'production', ...built(root, '9.1.0') }
  expect(await bump(root, { ...asked, override: true, reason: REASON })).toMatchObject({ exit: 0 })
  expect(await gatesAt(root, base, now)).toMatchObject({
    exit: 0,
    lines: [
      {
        text: expect.stringMatching(/^::warning title=promotion gates overridden::.*only builds of staging/),
      },
    ],
  })
  git(root, 'commit', '--quiet', '--amend', '--message', 'By hand')
  const forward = headOf(root)
  expect(await gatesAt(root, base, now)).toMatchObject({
    exit: 1,
    json: { closed: [{ reason: { closed: [{ gate: 'from', from: 'staging' }] } }] },
  })
  expect(await rollback(root, 'production', { reason: REASON })).toMatchObject({ exit: 0 })
  expect(await gatesAt(root, forward, now)).toMatchObject({ exit: 0 })
})

test('the report shows what waits, what it lacks and from when on it passes', async () => {
  const { root, now } = await gated(`${HEALTHY}rollback:\n  automatic:\n    within: 15m\n`)
  const page = async () => {
    const output = join(root, 'report.html')
    expect(await report(root, { output })).toMatchObject({ exit: 0 })
    return readFileSync(output, 'utf8').replaceAll(/<[^>]*>/g, '')
  }
  expect(await page()).toContain('no health record of staging')
  recordHealthOf(root, 'staging', [{ commit: headOf(root), state: 'success', at: now + 60_000 }])
  const text = await page()
  const passes = new Date(Math.ceil((now + 60_000 + HOUR) / 60_000) * 60_000).toISOString().slice(0, 16)
  expect(text).toContain(`it has run in staging for less than 1h; the gate opens at ${passes}Z`)
  expect(text).toContain(`${passes.replace('T', ' ')}Z`)
  expect(text).toContain('within 15m of a release')
})

test('what is due is promoted by itself, and what is not waits without a failure', async () => {
  const { root, now } = await gated('  from: staging\n  soak: 1h\n  auto: true\n')
  const early = await promoteDue(root, { now: new Date(now) })
  expect(early).toMatchObject({ exit: 0 })
  expect(early.lines.map(({ text }) => text).join('\n')).toContain('for less than 1h')
  expect(tagIn(root)).not.toBe('9.0.0')
  expect(await promoteDue(root, { now: new Date(now + 2 * HOUR) })).toMatchObject({ exit: 0 })
  expect(tagIn(root)).toBe('9.0.0')
  expect(git(root, 'log', '-1', '--format=%B')).toContain('Every promotion gate has passed.')
  const head = headOf(root)
  expect(await promoteDue(root, { now: new Date(now + 2 * HOUR) })).toMatchObject({ exit: 0 })
  expect(headOf(root)).toBe(head)
})

test('no environment asks for it: nothing is promoted', async () => {
  const { root } = await gated('  from: staging\n')
  expect(await promoteDue(root, {})).toMatchObject({
    exit: 0,
    lines: [{ text: 'No environment sets promotion.auto.' }],
  })
})
