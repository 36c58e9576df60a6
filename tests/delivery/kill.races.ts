import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Clones, removeTemplate } from './clones.ts'
import {
  COMMANDS,
  changes,
  expectRecovery,
  MODES,
  type Mode,
  makeHistory,
  type Name,
  pointsOf,
} from './kills.ts'

let history: Clones
beforeAll(async () => {
  history = await makeHistory(mkdtempSync(join(tmpdir(), 'todo-gitops-kills-')))
})
afterAll(() => {
  removeTemplate()
  rmSync(history.folder, { recursive: true, force: true })
})

const CASES = (Object.keys(COMMANDS) as Name[]).flatMap((name) =>
  (Object.keys(MODES) as Mode[]).map((mode) => ({ name, mode })),
)

/** For a proof, hundreds of files are laid out for kustomize, one like the other: every fiftieth is enough. */
const isAnother = (points: readonly string[], index: number): boolean =>
  index % 50 !== 0 &&
  [index - 2, index - 1, index].every((at) =>
    /^(mkdirSync|writeFileSync) \.render\/stage\//.test(points[at] ?? ''),
  )

test.each(CASES)('$name in $mode, killed at every point: the next run recovers', async ({ name, mode }) => {
  const points = await pointsOf(history, name, mode)
  expect(points.filter(changes).length).toBeGreaterThan(3)
  const kills = points.flatMap((what, index) => {
    if (isAnother(points, index)) return []
    const kill = { what, point: index + 1 }
    return [
      { ...kill, how: 'before' } as const,
      ...(changes(what) ? [{ ...kill, how: 'amid' } as const] : []),
    ]
  })
  process.stderr.write(`${name} in ${mode}: ${points.length} points, ${kills.length} kills\n`)
  for (const [index, { what, point, how }] of kills.entries())
    await expectRecovery(history, { name, mode, point, how, between: index % 2 === 0 }).catch((error) => {
      throw new Error(`killed ${how} ${what}, point ${point}: ${error.message}`, { cause: error })
    })
})
