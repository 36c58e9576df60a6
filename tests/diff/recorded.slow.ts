import { describe, expect, test } from 'vitest'
import { diff } from '../../render/diff/diff.ts'
import type { Diff } from '../../render/diff/model.ts'
import { diffMarkdown } from '../../render/diff/show/markdown.ts'
import { diffLines } from '../../render/diff/show/text.ts'
import { base } from './cases/base.ts'
import { environments } from './cases/environments.ts'
import { releases } from './cases/releases.ts'
import { reach, sidesOf } from './change.ts'

// Changes as people make them, in a copy of this repository, rendered and built by real kustomize on both sides.
// What they are told stands in recorded/, to be read in review; `vitest -u` writes it anew.

const said = ({ risks, environments }: Diff): string[] => [
  ...risks.map(({ severity, id }) => `${severity} - ${id}`),
  ...environments.flatMap(({ name, risks }) =>
    risks.map(({ severity, id, resource }) => [severity, name, id, resource].filter(Boolean).join(' ')),
  ),
]

describe.each(Object.entries({ releases, environments, base }))('%s', (_, cases) => {
  test.each(cases)('$name', async ({ name, given, edit, risks, never, options }) => {
    const change = diff(await sidesOf(edit, given), { reach, ...options })
    const text = diffLines(change)
      .map((line) => line.text.trimEnd())
      .join('\n')
    await expect(`${text}\n`).toMatchFileSnapshot(`recorded/${name}.txt`)
    expect(said(change).sort()).toEqual([...risks].sort())
    if (never) expect(text).not.toMatch(never)
  })
})

test('as a comment on a pull request', async () => {
  const moves = environments.find(({ name }) => name === 'database-moves-out')
  const change = diff(await sidesOf(moves?.edit ?? (() => {})), { reach })
  await expect(diffMarkdown(change)).toMatchFileSnapshot('recorded/database-moves-out.md')
})

test('there is a golden file for each, and none besides', async () => {
  const { readdirSync } = await import('node:fs')
  const names = [...releases, ...environments, ...base].map(({ name }) => `${name}.txt`)
  expect(new Set(names).size).toBe(names.length)
  expect(readdirSync(new URL('recorded', import.meta.url)).sort()).toEqual(
    [...names, 'database-moves-out.md'].sort(),
  )
})
