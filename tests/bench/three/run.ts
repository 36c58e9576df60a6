// `npm run bench:three`: what commands cost at the size that people have, three environments: the fixed cost rules.

import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CACHE_VARIABLE } from '../../../render/cache/folder.js'
import { findKustomize } from '../../../render/tools/kustomize.ts'
import { CDK8S, objectsOfOne } from '../compare.ts'
import { changes } from '../diff/change.ts'
import { cacheOf, measure, middle } from '../measure.ts'
import { place } from '../place.ts'
import type { Target } from '../targets.ts'
import { tool } from '../tool.ts'
import { bareKustomize } from '../validate/bare.ts'
import { forget, validate } from '../validate/fleet.ts'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
})
const REPOSITORY = join(import.meta.dirname, '../../..')
const ROUNDS = values.quick ? 5 : 15

/** What is measured, beside which of the two peers, and what was promised; the others are told without a target. */
const CASES = [
  { name: 'render, unchanged', peer: 'cdk8s', most: 1.5 },
  { name: 'render, everything written', peer: 'cdk8s', most: 1.5 },
  { name: 'render, cold', peer: 'cdk8s' },
  { name: 'validate, nothing changed', peer: 'builds', most: 0.6 },
  { name: 'validate, cold', peer: 'builds', most: 1.5 },
  { name: 'diff, base side kept', peer: 'builds', most: 0.8 },
  { name: 'diff, cold', peer: 'builds' },
] as const
type Name = (typeof CASES)[number]['name']
const PEERS = { cdk8s: 'cdk8s for one environment', builds: 'three builds of bare kustomize' } as const

const { folder, kind } = place()
try {
  process.env[CACHE_VARIABLE] = cacheOf(folder)
  const kustomize = await findKustomize('5.8.1', REPOSITORY)
  const parallel = availableParallelism()
  const objects = await objectsOfOne(folder)
  const fleet = changes(folder, 3)
  const render = () => measure(folder, tool('render', fleet.root)).seconds
  const cdk8s = (round: number) => {
    const outdir = join(folder, `cdk8s-${round}`)
    mkdirSync(outdir)
    return measure(folder, [CDK8S, objects.file, outdir, '1']).seconds
  }
  const unwrite = () => {
    for (const each of ['overlays', 'apps']) rmSync(join(fleet.root, each), { recursive: true })
  }

  process.stderr.write(`3 environments, ${ROUNDS} rounds ...\n`)
  const rounds: { own: Record<Name, number>; cdk8s: number; builds: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const own = {} as Record<Name, number>
    forget(folder)
    unwrite()
    own['render, cold'] = render()
    unwrite()
    own['render, everything written'] = render()
    own['render, unchanged'] = render()
    const one = cdk8s(round)
    forget(folder)
    own['validate, cold'] = validate(folder, fleet.root).seconds
    own['validate, nothing changed'] = validate(folder, fleet.root).seconds
    const builds = bareKustomize(kustomize, fleet.overlays, parallel).seconds
    forget(folder)
    own['diff, cold'] = measure(folder, tool('diff', fleet.one)).seconds
    fleet.keepBase()
    own['diff, base side kept'] = measure(folder, tool('diff', fleet.one)).seconds
    rounds.push({ own, cdk8s: one, builds })
  }

  const rows = CASES.map(({ name, peer, ...promised }) => ({
    name,
    peer,
    seconds: middle(rounds.map(({ own }) => own[name])),
    ratio: middle(rounds.map((round) => round.own[name] / round[peer])),
    ...promised,
  }))
  const targets = rows.flatMap((row): Target[] =>
    'most' in row
      ? [
          {
            promise: `three environments, ${row.name}: at most ${row.most}x of ${PEERS[row.peer]}`,
            measured: `${row.ratio.toFixed(2)}x`,
            kept: row.ratio <= row.most,
          },
        ]
      : [],
  )
  const peers = {
    cdk8s: middle(rounds.map((each) => each.cdk8s)),
    builds: middle(rounds.map((each) => each.builds)),
  }
  const machine = { cores: parallel, node: process.version, files: kind }
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, rounds, rows, peers, targets }, null, 2)}\n`
      : [
          '| three environments | seconds | peer | ratio |\n| --- | --- | --- | --- |\n',
          ...rows.map(
            ({ name, peer, seconds, ratio }) =>
              `| ${name} | ${seconds.toFixed(2)} s | ${PEERS[peer]}, ${peers[peer].toFixed(2)} s | ${ratio.toFixed(2)}x |\n`,
          ),
          '\n',
          ...targets.map(
            ({ promise, measured, kept }) => `${kept ? 'kept  ' : 'MISSED'} ${promise}: ${measured}\n`,
          ),
        ].join(''),
  )
  process.exitCode = targets.every(({ kept }) => kept) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
