import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { RULES } from '../../render/verify/rules.ts'
import { ROOT } from '../support/repository.ts'
import { subjectFor } from '../support/subject.ts'
import { type Change, changed } from '../verify/mistakes.ts'
import { type Found, runRules } from './foreign.ts'
import { type Entry, isCovered, isLeft } from './map/entry.ts'
import { finds } from './map/finds.ts'
import { MAPS } from './map/maps.ts'
import { MISTAKES } from './mistakes.ts'
import { corporaPage, recordedCounts } from './page.ts'

const entries = MAPS.flatMap(({ project, checks }) =>
  Object.entries(checks as Readonly<Record<string, Entry>>).map(
    ([check, entry]) => [project, check, entry] as const,
  ),
)
const covered = entries.flatMap(([project, check, entry]) =>
  isCovered(entry) ? [[project, check, entry] as const] : [],
)

test('every rule that the map names is one', () => {
  const known = RULES.map(({ id }) => id)
  const named = covered.flatMap(([, , { rules }]) => rules)
  expect(named.filter((rule) => !known.includes(rule))).toEqual([])
})

test('whatever is left out has a reason, and so has every difference', () => {
  const said = entries.flatMap(([, , entry]) =>
    isLeft(entry) ? [entry.left] : isCovered(entry) ? (entry.note ?? []) : [entry.elsewhere],
  )
  for (const sentence of said) expect(sentence).toMatch(/^[A-Z`].{20,}[.]$/s)
})

test('docs/corpora.md is what `node tests/corpora/page.ts` writes', () => {
  expect(readFileSync(join(ROOT, 'docs/corpora.md'), 'utf8')).toBe(corporaPage(recordedCounts()))
})

describe('a rule finds what the map says', () => {
  const found: Found[] = []
  let before: Set<string>
  const keyOf = ({ rule, resource, path = [], message }: Found) =>
    [rule, resource?.kind, resource?.metadata.name, path.join('.'), message].join()

  beforeAll(async () => {
    // A draft is plain data: the validator is that of the environment itself.
    const { validate } = await subjectFor('production')
    const foundWith = async (...changes: readonly Change[]): Promise<Found[]> => {
      const run = runRules({ ...(await changed('production', changes)), validate }, RULES)
      expect(run.thrown).toEqual([])
      return run.found
    }
    before = new Set((await foundWith()).map(keyOf))
    for (const change of MISTAKES) {
      const more = (await foundWith(change)).filter((each) => !before.has(keyOf(each)))
      expect(more, JSON.stringify(change)).not.toEqual([])
      found.push(...more)
    }
  })

  test.each(covered)('%s: %s', (_, __, entry) => expect(finds(entry, found)).toBe(true))
})
