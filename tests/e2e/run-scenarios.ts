import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../programs/program.ts'
import { ROOT } from '../support/root.ts'
import { collectDiagnostics } from './diagnostics.ts'
import type { Options } from './options.ts'
import { type Context, type Scenario, TESTED, unmet } from './scenarios/scenario.ts'
import { SCENARIOS } from './scenarios/scenarios.ts'
import { markdown, type Result, type Summary } from './summary.ts'
import type { Target } from './target.ts'

type Report = (line: string) => void

/** Runs the scenarios one after the other on a cluster, and tells what they saw. @returns the exit code. */
export async function runScenarios(
  options: Options,
  report: Report,
  prepare: (options: Options, report: Report) => Promise<Target>,
): Promise<number> {
  const started = Date.now()
  const { offers, subject, end, ...target } = await prepare(options, report)
  const startMs = Date.now() - started
  // Commits may be made meanwhile.
  const commit = (await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT })).trim()
  const context: Context = { ...TESTED, ...target.context, keep: (name, file) => keep(options, name, file) }
  const results: Result[] = []
  const chosen = SCENARIOS.filter(({ number }) => options.only.length === 0 || options.only.includes(number))
  for (const scenario of chosen.filter((each) => unmet(each, offers).length === 0)) {
    const result = await tryScenario(scenario, context, report)
    results.push(result)
    if (!result.passed) report(`details: ${await collectDiagnostics(context, scenario.number, options.out)}`)
  }
  const notRun = chosen.flatMap((scenario) => {
    const missing = unmet(scenario, offers)
    return missing.length > 0 ? [`${scenario.number}: ${scenario.title} (needs ${missing.join(', ')})`] : []
  })
  write(
    { date: new Date().toISOString().slice(0, 10), commit, ...subject, startMs, results, notRun },
    options,
  )
  await end(context)
  return results.every(({ passed }) => passed) ? 0 : 1
}

function keep({ out }: Options, name: string, file: string): void {
  if (out === undefined) return
  mkdirSync(out, { recursive: true })
  copyFileSync(file, join(out, name))
}

async function tryScenario(scenario: Scenario, context: Context, report: Report): Promise<Result> {
  const { number, title } = scenario
  const notExercised = [
    ...scenario.notExercised,
    ...((context.pods === 'pretend' && scenario.pretended) || []),
  ]
  report(`${number}. ${title}`)
  const started = Date.now()
  const ended = (passed: boolean, seen: readonly string[]): Result => {
    const ms = Date.now() - started
    for (const line of seen) report(`   ${line}`)
    report(`   ${passed ? 'passed' : 'FAILED'} in ${(ms / 1000).toFixed(1)} s`)
    return { number, title, passed, ms, seen, notExercised }
  }
  try {
    return ended(true, await scenario.run(context))
  } catch (error) {
    return ended(false, [error instanceof Error ? error.message : String(error)])
  }
}

function write(summary: Summary, { json, out }: Options): void {
  const [data, page] = [`${JSON.stringify(summary, null, 2)}\n`, markdown(summary)]
  if (out !== undefined) {
    mkdirSync(out, { recursive: true })
    writeFileSync(join(out, 'summary.json'), data)
    writeFileSync(join(out, 'summary.md'), page)
  }
  const pageOfTheRun = process.env['GITHUB_STEP_SUMMARY']
  if (pageOfTheRun) appendFileSync(pageOfTheRun, page)
  process.stdout.write(json ? data : page)
}
