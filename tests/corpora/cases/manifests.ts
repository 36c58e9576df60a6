import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Subject } from '../../../render/verify/rule.ts'
import { RULES } from '../../../render/verify/rules.ts'
import { foreignSubject, readForeign, runRules } from '../foreign.ts'
import type { Tally } from '../tally.ts'

/** Manifests that were not written for a checker: every rule must end on each of them. */
export function manifests(folder: string, own: Subject): Tally {
  const files = globSync('**/*.{yaml,yml}', { cwd: folder }).sort()
  const thrown = files.flatMap((file) => {
    const { resources = [] } = readForeign(readFileSync(join(folder, file), 'utf8')) ?? {}
    return runRules(foreignSubject(own, resources), RULES).thrown.map((each) => ({ ...each, file }))
  })
  return { cases: files.length, thrown, open: [] }
}
