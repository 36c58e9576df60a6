import { describe, expect, test } from 'vitest'
import { sentence } from '../../render/release/sentence.ts'
import type { Decision, Reason } from '../../render/release/types.ts'
import { bare, build, commit } from './builds.ts'

const target = commit('7')
const floor = { service: 'backend', migration: 5 }
const until = '2026-12-01'

/** One for each code: a new code without one fails to compile. */
const REASONS: { readonly [Code in Reason['code']]: Reason & { readonly code: Code } } = {
  first: { code: 'first' },
  closed: {
    code: 'closed',
    closed: [
      { gate: 'soak', from: 'staging', soak: '24h', until: '2026-12-01T10:00Z' },
      { gate: 'windows', opens: '2026-12-02T09:00+01:00', timezone: 'Europe/Berlin' },
    ],
  },
  'left-out': { code: 'left-out' },
  pinned: { code: 'pinned' },
  newer: { code: 'newer' },
  'source-known': { code: 'source-known' },
  'order-unknown': { code: 'order-unknown' },
  retagged: { code: 'retagged' },
  completed: { code: 'completed' },
  same: { code: 'same' },
  older: { code: 'older' },
  downgrade: { code: 'downgrade' },
  'commit-missing': { code: 'commit-missing' },
  'digest-missing': { code: 'digest-missing' },
  unrelated: { code: 'unrelated' },
  'unknown-commit': { code: 'unknown-commit' },
  rebuilt: { code: 'rebuilt' },
  'tag-moved': { code: 'tag-moved' },
  'contracting-lost': { code: 'contracting-lost' },
  'nothing-before': { code: 'nothing-before' },
  'never-ran': { code: 'never-ran' },
  'rolled-back': { code: 'rolled-back', target },
  'not-back': { code: 'not-back', target },
  'not-in-target': { code: 'not-in-target', target },
  'same-as-target': { code: 'same-as-target', target },
  'unknown-service': { code: 'unknown-service', known: ['backend', 'frontend'] },
  'not-in-source': { code: 'not-in-source', source: 'staging', known: ['frontend'] },
  contradiction: { code: 'contradiction', key: 'migration' },
  held: { code: 'held', hold: { kind: 'service', reason: 'Orders were lost', until } },
  contracted: { code: 'contracted', floor },
  'migration-unknown': { code: 'migration-unknown', floor },
}

const decision = (reason: Reason, change: Partial<Decision> = {}): Decision => ({
  service: 'backend',
  action: 'refused',
  from: build('b', { migration: 5 }),
  to: build('c', { migration: 4 }),
  reason,
  ...change,
})

test.each(Object.values(REASONS))('$code says something that a person can act on', (reason) => {
  const words = sentence('production', decision(reason))
  expect(words).toMatch(/^[A-Za-z].*[.?]$/)
  expect(words).toContain('backend')
  expect(words).not.toMatch(/undefined|\[object|\n/)
})

describe('the words', () => {
  test.each<[Decision, string]>([
    [
      decision(REASONS.held),
      'backend is held at 0.b: Orders were lost. Until the end of 2026-12-01. To lift the hold: npm run release-hold production -- --service backend.',
    ],
    [
      decision({ code: 'held', hold: { kind: 'environment', reason: 'The database is being moved.' } }),
      'backend is held at 0.b: The database is being moved. To lift the hold: npm run release-hold production.',
    ],
    [
      decision({ code: 'held', hold: { kind: 'went-back', commit: target } }),
      'backend is held at 0.b: it was reverted to an older build in 777777777777. To lift the hold: npm run release-hold production -- --service backend.',
    ],
    [
      decision(REASONS.contracted),
      'Migration 5 (of backend) removed something from the database, and backend 0.c contains migrations only up to 4; roll forward instead.',
    ],
    [
      decision(REASONS['unknown-service'], { service: 'back-end' }),
      'Service "back-end" not found. Did you mean "backend"?',
    ],
    [
      decision(REASONS.closed),
      'backend can\'t move to 0.c yet: it has run in staging for less than 24h; the gate opens at 2026-12-01T10:00Z; no window is open then; the next one opens at 2026-12-02T09:00+01:00 (Europe/Berlin) (promotion in environments/production/environment.yaml). To move now: --override --reason "…".',
    ],
    [
      decision({ code: 'closed', closed: [{ gate: 'from', from: 'staging' }, { gate: 'windows' }] }),
      'backend can\'t move to 0.c yet: only builds of staging are accepted, through npm run promote; no window opens within 400 days (promotion in environments/production/environment.yaml). To move now: --override --reason "…".',
    ],
    [decision(REASONS.older), 'production already runs a newer build of backend: 0.b, not 0.c.'],
  ])('%#', (given, expected) => expect(sentence('production', given)).toBe(expected))

  test.each<[string, Decision, string]>([
    [
      'a digest',
      decision(REASONS['tag-moved'], { from: build('b'), to: build('c', { tag: '0.b' }) }),
      '0.b@sha256:cccccccccccc',
    ],
    [
      'no digest',
      decision(REASONS.completed, { from: bare('0.b'), to: build('b') }),
      'backend stays at 0.b without digest;',
    ],
    [
      'a source',
      decision(REASONS.newer, {
        from: build('b'),
        to: build('c', { tag: '0.b', digest: build('b').digest as string }),
      }),
      'from 0.b (bbbbbbbbbbbb) to 0.b (cccccccccccc)',
    ],
    ['nothing', { service: 'backend', action: 'set', to: build('b'), reason: REASONS.first }, 'runs 0.b,'],
  ])('two builds of one tag are told apart by %s', (_, given, part) =>
    expect(sentence('production', given)).toContain(part),
  )
})
