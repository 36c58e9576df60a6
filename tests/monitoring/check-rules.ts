import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { stringify } from 'yaml'
import { CASES } from './cases.ts'
import type { Prometheus } from './install.ts'
import { ruleTests } from './rule-tests.ts'
import { alertsIn } from './rules.ts'

/** What promtool says of the rules; `failed` if anything is wrong. */
export interface Verdict {
  readonly failed: boolean
  readonly text: string
}

/** `promtool check rules` and `promtool test rules`, each case on its own to name what failed. */
export async function checkRules(
  { promtool }: Prometheus,
  groups: readonly unknown[],
  folder: string,
): Promise<{ readonly verdict: Verdict; readonly rulesFile: string; readonly cases: number }> {
  const rulesFile = join(folder, 'rules.yaml')
  writeFileSync(rulesFile, stringify({ groups }))
  const checked = await execa(promtool, ['check', 'rules', rulesFile], { reject: false, all: true })
  if (checked.failed) return { verdict: { failed: true, text: checked.all }, rulesFile, cases: 0 }
  const alerts = alertsIn(groups)
  const untested = alerts.filter(({ alert }) => CASES[alert] === undefined).map(({ alert }) => alert)
  const failures = untested.map((name) => `${name} has no case in tests/monitoring/cases.ts`)
  let cases = 0
  for (const alert of alerts)
    for (const each of CASES[alert.alert] ?? []) {
      cases += 1
      const file = join(folder, 'case.yaml')
      // Only the rule that is asked for: promtool evaluates all of a file at every minute up to the question.
      const rule = join(folder, 'rule.yaml')
      writeFileSync(rule, stringify({ groups: [{ name: 'one', rules: [alert] }] }))
      writeFileSync(file, stringify(ruleTests(rule, alert, each)))
      const run = await execa(promtool, ['test', 'rules', file], { reject: false, all: true })
      if (run.failed) failures.push(`${alert.alert}, ${each.name}:\n${run.all}`)
    }
  return { verdict: { failed: failures.length > 0, text: failures.join('\n') }, rulesFile, cases }
}
