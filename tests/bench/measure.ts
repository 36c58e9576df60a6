import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CACHE_VARIABLE } from '../../render/cache/folder.js'
import { type Timed, timed } from './timed.ts'

/** One run of a Node program, from its start to its end. */
export interface Measurement extends Timed {
  /** Peak resident memory. */
  readonly bytes: number
}

const PRELOAD = join(import.meta.dirname, 'peak-memory.ts')

/**
 * Runs a Node program to its end, as a process of its own.
 *
 * @param scratch a folder for the measured peak. @throws if the program fails: a failure is not a time.
 */
export function measure(scratch: string, args: readonly string[]): Measurement {
  const peak = join(scratch, 'peak-memory')
  const run = timed([process.execPath, '--import', PRELOAD, ...args], {
    // A cache of its own: what the user's holds must not count.
    env: { PEAK_MEMORY: peak, [CACHE_VARIABLE]: cacheOf(scratch) },
  })
  return { ...run, bytes: Number(readFileSync(peak, 'utf8')) }
}

/** The median; of an even number the upper one. */
export const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Medians, with the highest peak of all. */
export const median = (runs: readonly Measurement[]): Measurement => ({
  seconds: middle(runs.map(({ seconds }) => seconds)),
  processorSeconds: middle(runs.map(({ processorSeconds }) => processorSeconds)),
  bytes: Math.max(...runs.map(({ bytes }) => bytes)),
})

/** The cache of what is measured with this scratch folder. */
export const cacheOf = (scratch: string): string => join(scratch, 'cache')
