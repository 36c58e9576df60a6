// `npm run bench:diff`: what a pull request changes, beside two passes of bare kustomize over all environments.

import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CACHE_VARIABLE } from '../../../render/cache/folder.js'
import { findKustomize } from '../../../render/tools/kustomize.ts'
import { cacheOf, type Measurement, measure, median, middle } from '../measure.ts'
import { place } from '../place.ts'
import type { Timed } from '../timed.ts'
import { tool } from '../tool.ts'
import { bareKustomize } from '../validate/bare.ts'
import { forget } from '../validate/fleet.ts'
import { changes, removeChanges } from './change.ts'
import { CASES, type Row, targets } from './targets.ts'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
})
const REPOSITORY = join(import.meta.dirname, '../../..')
/** Hundreds take minutes a round, and vary little. */
const SIZES = [
  { environments: 3, rounds: 5 },
  { environments: 50, rounds: 3 },
  { environments: 500, rounds: 1 },
].slice(0, values.quick ? 2 : 3)

const { folder, kind } = place()
try {
  process.env[CACHE_VARIABLE] = cacheOf(folder)
  const kustomize = await findKustomize('5.8.1', REPOSITORY)
  const parallel = availableParallelism()
  const rows: Row[] = []
  for (const { environments, rounds } of SIZES) {
    process.stderr.write(`${environments} environments, ${rounds} rounds ...\n`)
    const fleet = changes(folder, environments)
    const runs = new Map<string, Measurement[]>(CASES.map(({ name }) => [name, []]))
    const bare: Timed[] = []
    for (let round = 0; round < rounds; round++) {
      for (const { name, change, kept } of CASES) {
        if (kept) fleet.keepBase()
        else forget(folder)
        runs.get(name)?.push(measure(folder, tool('diff', fleet[change])))
      }
      bare.push(bareKustomize(kustomize, fleet.sides(fleet.base), parallel))
    }
    removeChanges(folder, environments)
    for (const { name } of CASES) {
      const own = runs.get(name) ?? []
      const ratio = (of: keyof Timed) =>
        middle(own.map((run, round) => run[of] / (bare[round]?.[of] ?? Number.NaN)))
      rows.push({
        environments,
        name,
        own: median(own),
        bare: middle(bare.map(({ seconds }) => seconds)),
        ratio: ratio('seconds'),
        processorRatio: ratio('processorSeconds'),
      })
    }
  }
  const found = targets(rows)
  const machine = { cores: parallel, node: process.version, files: kind }
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, rows, targets: found }, null, 2)}\n`
      : `${table(rows)}\n${found
          .map(({ promise, measured, kept }) => `${kept ? 'kept  ' : 'MISSED'} ${promise}: ${measured}\n`)
          .join('')}`,
  )
  process.exitCode = found.every(({ kept }) => kept) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ environments, name, own, bare, ratio, processorRatio }) => [
    String(environments),
    name,
    `${own.seconds.toFixed(2)} s`,
    `${bare.toFixed(2)} s`,
    `${ratio.toFixed(2)}x`,
    `${processorRatio.toFixed(2)}x`,
    `${Math.round(own.bytes / 2 ** 20)} MB`,
  ])
  const head = ['environments', 'change', 'diff', 'two passes', 'ratio', 'of processor time', 'memory']
  return [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |\n`).join('')
}
