// `npm run test:histories`: plays many random histories and holds after each operation what was promised.
//
// --count N      how many (1,000)
// --seed N       the same histories again; printed at the start
// --processes N  how many at once (2)
// --path P       one history that failed, as it was printed, and smaller ones that fail as well

import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as fc from 'fast-check'
import { place } from '../bench/place.ts'
import { histories } from './operations.ts'
import { play } from './play.ts'
import type { Tally } from './world.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    processes: { type: 'string', default: '2' },
    path: { type: 'string' },
    worker: { type: 'boolean', default: false },
  },
})
const [count, seed, processes] = [values.count, values.seed, values.processes].map(Number) as [
  number,
  number,
  number,
]

interface Report {
  readonly tally: Tally
  readonly failure?: string
}

if (values.worker || values.path !== undefined) await work()
else await share()

/** Plays a part of the histories. */
async function work(): Promise<void> {
  const { folder } = place()
  const tally: Tally = {}
  try {
    const result = await fc.check(
      fc.asyncProperty(histories, async (history) => {
        await play(folder, history, tally)
        process.send?.('played')
      }),
      {
        numRuns: count,
        seed,
        ...(values.path === undefined ? { endOnFailure: true } : { path: values.path }),
      },
    )
    const failure = result.failed
      ? `--seed ${result.seed} --path ${result.counterexamplePath}\n${(result.errorInstance as Error)?.stack}\n${JSON.stringify(result.counterexample)}`
      : undefined
    const report: Report = { tally, ...(failure !== undefined && { failure }) }
    if (process.send) process.send(report)
    else process.stdout.write(`${failure ?? 'It holds.'}\n`)
    if (failure !== undefined) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
    process.disconnect?.()
  }
}

/** Lets several processes play, each its own histories, and adds up what they say. */
async function share(): Promise<void> {
  process.stderr.write(`${count} histories in ${processes} processes, --seed ${seed}\n`)
  const start = Date.now()
  const reports: Report[] = []
  let played = 0
  const minutes = () => ((Date.now() - start) / 60_000).toFixed(1)
  await Promise.all(
    Array.from({ length: processes }, (_, index) => {
      const share = Math.ceil((count - index) / processes)
      const child = fork(import.meta.filename, [
        '--worker',
        ...['--count', String(share), '--seed', String(seed + index)],
      ])
      child.on('message', (message: 'played' | Report) => {
        if (message !== 'played') reports.push(message)
        else if (++played % 25 === 0) process.stderr.write(`${played} played in ${minutes()} min\n`)
      })
      return new Promise((resolve) => child.on('exit', resolve))
    }),
  )
  const sums: Tally = {}
  for (const { tally } of reports)
    for (const [what, times] of Object.entries(tally)) sums[what] = (sums[what] ?? 0) + times
  for (const [what, times] of Object.entries(sums).sort())
    process.stdout.write(`${String(times).padStart(6)} ${what}\n`)
  const failures = reports.flatMap(({ failure }) => failure ?? [])
  const whole = reports.length === processes && failures.length === 0 && played === count
  process.stdout.write(
    `${played} histories played in ${minutes()} min: ${whole ? 'it holds' : 'IT DOES NOT HOLD'}\n`,
  )
  for (const failure of failures) process.stdout.write(`${failure}\n`)
  process.exitCode = whole ? 0 : 1
}
