// `npm run bench:validate`: building and verifying environments, beside bare kustomize on the same files.

import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CACHE_VARIABLE } from '../../../render/cache/folder.js'
import { findKustomize } from '../../../render/tools/kustomize.ts'
import { cacheOf, middle } from '../measure.ts'
import { place } from '../place.ts'
import { bareKustomize } from './bare.ts'
import { bumpFirst, forget, renderedFleet, validate } from './fleet.ts'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
})
const REPOSITORY = join(import.meta.dirname, '../../..')
const MANY = values.quick ? 100 : 1000
const ROUNDS = values.quick ? 3 : 5

const say = (text: string): boolean => process.stderr.write(`${text}\n`)

const { folder, kind } = place()
try {
  process.env[CACHE_VARIABLE] = cacheOf(folder)
  const kustomize = await findKustomize('5.8.1', REPOSITORY)
  const parallel = availableParallelism()

  say(`100 environments, ${ROUNDS} rounds ...`)
  const hundred = renderedFleet(folder, 100)
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    forget(folder)
    const ours = validate(folder, hundred.root)
    const bare = bareKustomize(kustomize, hundred.overlays, parallel).seconds
    rounds.push({ ours, bare, throughput: bare / ours.seconds })
  }
  const throughput = middle(rounds.map((each) => each.throughput))
  const memory = Math.max(...rounds.map(({ ours }) => ours.bytes))

  say(`${MANY} environments once, then one changed, ${ROUNDS} rounds ...`)
  const thousand = values.quick ? hundred : renderedFleet(folder, MANY)
  const all = validate(folder, thousand.root)
  const changed = []
  for (let round = 0; round < ROUNDS; round++) {
    bumpFirst(folder, thousand.root, 5000 + round)
    const ours = validate(folder, thousand.root).seconds
    const one = bareKustomize(kustomize, thousand.overlays.slice(0, 1), 1).seconds
    changed.push({ ours, one, over: ours - 2 * one })
  }
  const over = middle(changed.map((each) => each.over))
  const growth = all.bytes / memory

  const targets = [
    {
      promise:
        '100 environments: at least 90 % of the throughput of bare kustomize in parallel, rules included',
      measured: `${(throughput * 100).toFixed(0)} %`,
      kept: throughput >= 0.9,
    },
    {
      promise: `one of ${MANY} changed: at most twice the build of that one, plus 1 s`,
      measured: `${middle(changed.map(({ ours }) => ours)).toFixed(2)} s, one build ${middle(changed.map(({ one }) => one)).toFixed(2)} s`,
      kept: over <= 1,
    },
    {
      promise: `memory of ${MANY} environments: at most 1.5x of 100`,
      measured: `${growth.toFixed(2)}x (${Math.round(all.bytes / 2 ** 20)} MB)`,
      kept: growth <= 1.5,
    },
  ]
  const machine = { cores: parallel, node: process.version, files: kind }
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, rounds, all, changed, targets }, null, 2)}\n`
      : targets
          .map(({ promise, measured, kept }) => `${kept ? 'kept  ' : 'MISSED'} ${promise}: ${measured}\n`)
          .join(''),
  )
  process.exitCode = targets.every(({ kept }) => kept) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
