import * as fc from 'fast-check'
import type { Subject } from '../../../render/verify/rule.ts'
import { RULES } from '../../../render/verify/rules.ts'
import { foreignSubject, runRules } from '../foreign.ts'
import { harmed, harms } from '../hostile.ts'
import type { Tally } from '../tally.ts'

const RUNS = 1_000

/** An environment of this repository with fields that are missing, or hold what they never should. */
export function hostile(own: Subject, seed: number): Tally {
  const thrown = fc.sample(harms, { numRuns: RUNS, seed }).flatMap((list, index) => {
    const run = runRules(foreignSubject(own, harmed(own.resources, list)), RULES)
    return run.thrown.map((each) => ({ ...each, file: `seed ${seed}, run ${index}` }))
  })
  return { cases: RUNS, thrown, open: [] }
}
