// `npm run test:monitoring`: promtool's own tests of the alerts, and a real Prometheus on the real services.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { builtSubject } from '../support/built-subject.ts'
import { keptOptions } from '../support/kept-options.ts'
import { checkRules } from './check-rules.ts'
import { installPrometheus, NotInstalled } from './install.ts'
import { askLive } from './live.ts'
import { alertsIn, groupsOf } from './rules.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HELP = `npm run test:monitoring [-- options]

Takes promtool and prometheus of the PATH, or unpacks Debian's package into .render/monitoring. Then:
  1. promtool checks the rules of the built PrometheusRule and tests each alert, firing and silent
  2. a Prometheus reads the running services (PostgreSQL and scripted model included), and must have
     an answer to every query of the dashboards and to every series that an alert names; what
     kube-state-metrics, the kubelet and Argo CD expose is recorded in tests/monitoring/recorded

  --rules   only the first
  --help    print this

Exit codes: 0 good, 1 findings, 2 wrong command line, 3 something could not be started.
`
const OPTIONS = {
  rules: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

process.exitCode = await main()

async function main(): Promise<number> {
  const kept = keptOptions('test:monitoring', Object.keys(OPTIONS))
  let options: { readonly rules: boolean; readonly help: boolean }
  try {
    if (kept) throw new TypeError(kept)
    options = parseArgs({ options: OPTIONS }).values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return 2
  }
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  const folder = mkdtempSync(join(tmpdir(), 'todo-monitoring-'))
  try {
    return await test(folder, options.rules)
  } catch (error) {
    process.stderr.write(`${error instanceof NotInstalled ? error.message : (error as Error).stack}\n`)
    return 3
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns the exit code */
async function test(folder: string, rulesOnly: boolean): Promise<number> {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const prometheus = await installPrometheus(ROOT)
  say(`Prometheus ${prometheus.version}`)
  const groups = groupsOf((await builtSubject('production', ROOT)).resources)
  const { verdict, rulesFile, cases } = await checkRules(prometheus, groups, folder)
  const alerts = alertsIn(groups)
  say(
    `${alerts.length} alerts, ${cases} cases: ${verdict.failed ? `failed\n${verdict.text}` : 'as expected'}`,
  )
  if (rulesOnly || verdict.failed) return verdict.failed ? 1 : 0
  const { queries, selectors, failures } = await askLive(ROOT, prometheus, { rulesFile, alerts, folder })
  say(
    `${queries} queries of dashboards, ${selectors} selectors of series: ${failures.length} without an answer`,
  )
  for (const failure of failures) say(`  ${failure}`)
  return failures.length > 0 ? 1 : 0
}
