import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Subject } from '../../../render/verify/rule.ts'
import { RULES } from '../../../render/verify/rules.ts'
import { type Found, foreignSubject, readForeign, runRules } from '../foreign.ts'
import type { Covered } from '../map/entry.ts'
import { finds } from '../map/finds.ts'
import { POD_SECURITY } from '../map/pod-security.ts'
import type { Tally } from '../tally.ts'

/** From this minor on, rules and standards must agree on every pod; before it, the standards allow more. */
const SINCE = 22

const PLACE = /(baseline|restricted)\/v1\.(\d+)\/(pass|fail)\/([a-z_]+?)\d*\.yaml$/

/** The fixtures of Pod Security Admission: pods of every version, each of which passes a level or fails one check. */
export function podSecurity(folder: string, own: Subject): Tally {
  const thrown: Tally['thrown'][number][] = []
  const open: string[] = []
  let [wrong, caught, agreed, left] = [0, 0, 0, 0]
  const files = globSync('*/*/*/*.yaml', { cwd: join(folder, 'test/testdata') }).sort()
  for (const file of files) {
    const [, level, minor, outcome, check = ''] = PLACE.exec(file) ?? []
    const { resources = [] } = readForeign(readFileSync(join(folder, 'test/testdata', file), 'utf8')) ?? {}
    const run = runRules(foreignSubject(own, resources, `1.${minor}`), RULES)
    thrown.push(...run.thrown.map((each) => ({ ...each, file })))
    const fails = outcome === 'fail'
    const found = fails
      ? isFound(check, run.found)
      : run.found.some(({ rule }) => rulesOf(level).includes(rule))
    if (fails) wrong++
    if (fails && found) caught++
    if (found === fails) agreed++
    else if (!fails && Number(minor) < SINCE) left++
    else open.push(`${file}: ${found ? 'a finding' : 'no finding'}`)
  }
  return { cases: files.length, wrong, caught, agreed, left, thrown, open }
}

/** Whether a rule found what the fixture was made for, and not something else about the pod. */
function isFound(check: string, found: readonly Found[]): boolean {
  const checks: Readonly<Record<string, Covered>> = POD_SECURITY.checks
  const entry = checks[check]
  return entry !== undefined && finds(entry, found)
}

const rulesOf = (level: string | undefined): readonly string[] =>
  level === 'baseline' ? ['host-access'] : ['host-access', 'pod-security']
