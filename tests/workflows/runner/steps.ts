import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { temporaryFolder } from '../../support/repository.ts'
import { ACTIONS } from './actions.ts'
import { type Contexts, interpolate, isDue } from './expression.ts'
import type { Ended, Run } from './run.ts'
import { flattened, type Job, type Step } from './workflow.ts'

/** Runs the steps of a job in a workspace of its own, and writes down how it went. */
export async function runSteps(run: Run, name: string, job: Job, contexts: Contexts): Promise<Ended> {
  const workspace = join(temporaryFolder(), 'workspace')
  mkdirSync(workspace)
  const steps: Record<string, { outputs: Readonly<Record<string, string>> }> = {}
  let failed = false
  let log = ''
  for (const step of flattened(job.steps)) {
    const known = { ...contexts, steps }
    let outputs: Readonly<Record<string, string>> = {}
    log += mistakesIn(step, known)
    if (isDue(step.if, known, { failed }))
      try {
        const done = step.run
          ? await runScript(run, workspace, step, known)
          : { outputs: await play(run, workspace, job, step, known), log: '' }
        log += done.log
        outputs = done.outputs
      } catch (error) {
        failed = true
        log += `${(error as Error).message}\n`
      }
    if (step.id) steps[step.id] = { outputs }
  }
  const result = failed ? 'failure' : 'success'
  run.results.push({ job: name, result, log })
  const outputs = Object.entries(job.outputs ?? {}).map(
    ([key, value]) => [key, failed ? '' : interpolate(value, { ...contexts, steps })] as const,
  )
  return { result, outputs: Object.fromEntries(outputs) }
}

/** GitHub evaluates what a skipped step would get, and reports as an error of the job what can't be evaluated. */
function mistakesIn({ env = {}, with: given = {} }: Step, contexts: Contexts): string {
  try {
    for (const value of [...Object.values(env), ...Object.values(given)]) interpolate(String(value), contexts)
    return ''
  } catch (error) {
    return `The template is not valid: ${(error as Error).message}\n`
  }
}

async function play(run: Run, workspace: string, job: Job, step: Step, contexts: Contexts) {
  const action = ACTIONS[step.uses?.split('@')[0] ?? '']
  if (!action) throw new Error(`no stand-in for ${step.uses}`)
  const given = Object.entries(step.with ?? {}).map(([key, value]) => [
    key,
    interpolate(String(value), contexts),
  ])
  return action({ run, workspace, given: Object.fromEntries(given), permissions: job.permissions })
}

/** As a runner does: bash, the step's own environment and files for what it hands on. */
async function runScript(run: Run, workspace: string, step: Step, contexts: Contexts) {
  const files = temporaryFolder()
  const [script, output] = [join(files, 'script.sh'), join(files, 'output')]
  writeFileSync(script, interpolate(step.run ?? '', contexts))
  writeFileSync(output, '')
  const own = Object.entries(step.env ?? {}).map(([key, value]) => [
    key,
    interpolate(String(value), contexts),
  ])
  const done = await execa('bash', ['-e', script], {
    cwd: workspace,
    extendEnv: false,
    env: { ...run.environment, GITHUB_OUTPUT: output, ...Object.fromEntries(own) },
    reject: false,
    all: true,
  })
  if (done.failed) throw new Error(`${done.all}\nexit code ${done.exitCode}`)
  return { outputs: outputsIn(readFileSync(output, 'utf8')), log: `${done.all}\n` }
}

/** `NAME=VALUE` and `NAME<<END`, as GitHub reads them. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  const lines = text.split('\n')
  while (lines.length > 0) {
    const line = lines.shift() ?? ''
    if (line === '') continue
    const [, name, end] = /^([^=<]+)<<(.+)$/.exec(line) ?? []
    if (name && end) {
      const length = lines.indexOf(end)
      if (length < 0) throw new Error(`the output ${name} has no end`)
      found[name] = lines
        .splice(0, length + 1)
        .slice(0, -1)
        .join('\n')
    } else found[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1)
  }
  return found
}
