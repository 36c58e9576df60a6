import { beforeAll, describe, expect, test } from 'vitest'
import { shownName } from '../../render/verify/verify.ts'
import { HARMLESS, harmlessWhy } from './harmless.ts'
import { missOf } from './misses.ts'
import { OPERATORS } from './operators.ts'
import { page } from './page.ts'
import { countOf, isCaught, isPlausible, lineOf, type Trial, tried } from './report.ts'
import { laboratories } from './repository.ts'
import { sampleOf } from './sample.ts'
import type { Laboratory } from './trial.ts'

let built: Laboratory[]
let trials: Trial[]
let refused: Trial[]

beforeAll(async () => {
  built = await laboratories()
  trials = tried(sampleOf(built, '1'))
  refused = trials.filter(({ harmless }) => !harmless)
})

const rate = (some: readonly Trial[]): number => countOf(some).caught / some.length

const isAboutIt = ({ mutation, verdict }: Trial): boolean => {
  const { kind, metadata } = mutation.site.resource
  const names = [`${kind}/${metadata.name}`, shownName(mutation.site.resource)]
  return verdict.errors.some(({ resource, message }) =>
    names.some((name) => resource === name || message.includes(metadata.name) || message.includes(name)),
  )
}

describe('mutations', () => {
  test('the environments are right before anything is changed', () => {
    expect(built.map(({ baseline }) => baseline)).toEqual([[], [], []])
  })

  test('there are thousands, by every operator', () => {
    expect(refused.length).toBeGreaterThan(5_000)
    const used = new Set(refused.map(({ mutation }) => mutation.operator))
    expect([...used].sort()).toEqual(OPERATORS.map(({ id }) => id).sort())
  })

  test('98 % are caught, of those that the API server would take as well', () => {
    expect(rate(refused)).toBeGreaterThanOrEqual(0.98)
    expect(rate(refused.filter(isPlausible))).toBeGreaterThanOrEqual(0.98)
  })

  test('what is missed is known, and why', async () => {
    const missed = refused.filter((trial) => !isCaught(trial)).map(({ mutation }) => mutation)
    await expect(`${missed.map(lineOf).sort().join('\n')}\n`).toMatchFileSnapshot('missed.txt')
    expect(missed.filter((mutation) => !missOf(mutation)).map(lineOf)).toEqual([])
  })

  test('every reason to call a mutation harmless is one of some mutation', () => {
    const used = new Set(built.flatMap(({ mutations }) => mutations.map(harmlessWhy)))
    expect(HARMLESS.filter((each) => !used.has(each)).map(({ why }) => why)).toEqual([])
  })

  test('a finding is a sentence, and nearly always about what was changed', () => {
    const caught = refused.filter(isCaught)
    const mute = caught.filter(({ verdict }) => verdict.errors.some(({ message }) => !/[.?]$/.test(message)))
    expect(mute.map(({ mutation }) => lineOf(mutation))).toEqual([])
    // What is dropped or renamed is told by those who need it.
    expect(caught.filter(isAboutIt).length / caught.length).toBeGreaterThan(0.97)
  })

  test('docs/verification.md is up to date', async () => {
    await expect(page(trials)).toMatchFileSnapshot('../../docs/verification.md')
  })
})
