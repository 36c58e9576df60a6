import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, temporaryFolder } from '../../support/repository.ts'
import { type Contexts, evaluate, interpolate, isDue } from './expression.ts'
import type { Place } from './place.ts'
import { runSteps } from './steps.ts'
import { type Job, needsOf, workflowOf } from './workflow.ts'

/** What starts a workflow. */
export interface Start {
  readonly inputs?: Readonly<Record<string, string>>
  /** Beside what every run has. */
  readonly github?: Readonly<Record<string, unknown>>
  /** Variables of the repository, beside the App's. */
  readonly vars?: Readonly<Record<string, string>>
  /** Whether the scan finds something in an image, `IMAGE@DIGEST`. */
  readonly vulnerable?: (image: string) => boolean
  /** Whether the runner is lost at this action. */
  readonly interrupted?: (action: string) => boolean
}

/** One run of a workflow. */
export interface Run {
  readonly place: Place
  readonly commit: string
  readonly environment: Readonly<Record<string, string>>
  readonly artifacts: string
  /** `SERVICE PLATFORM` of each image that was built. */
  readonly built: string[]
  readonly scanned: string[]
  /** What was asked for with the App's token. */
  readonly appPermissions: string[]
  readonly vulnerable: (image: string) => boolean
  readonly interrupted: (action: string) => boolean
  /** Each job that ran or was skipped; a job with a matrix once for each of its values. */
  readonly results: { readonly job: string; readonly result: Result; readonly log: string }[]
  /** Runs the jobs that haven't, up to and including this one; all of them without. */
  go(until?: string): Promise<void>
  /** Runs one job, which needs no other. */
  only(job: string): Promise<void>
  /** Runs again the jobs that failed or were skipped because of that. */
  again(): Promise<void>
  /** The log of a job. */
  log(job: string): string
  /** What the steps wrote into the run's summary. */
  summary(): string
}

export type Result = 'success' | 'failure' | 'skipped'

/** How a job ended, and what it hands on. */
export interface Ended {
  readonly result: Result
  readonly outputs: Readonly<Record<string, string>>
}

/** Prepares a run of a workflow at the newest commit of main; nothing has run yet. */
export async function startRun(place: Place, workflow: string, start: Start = {}): Promise<Run> {
  const { jobs } = workflowOf(workflow)
  const home = temporaryFolder()
  // A runner has no name to commit under.
  const summary = join(home, 'summary.md')
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tuseConfigOnly = true\n')
  const ended = new Map<string, Ended>()
  const commit = await place.github.git('rev-parse', 'main')
  const run: Run = {
    place,
    commit,
    environment: {
      HOME: home,
      PATH: `${place.programs}:${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`,
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: place.github.url,
      GITHUB_ACTOR: 'someone',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'todo/gitops',
      GITHUB_RUN_ID: '42',
      GITHUB_STEP_SUMMARY: summary,
      GIT_CONFIG_NOSYSTEM: '1',
      NODE_OPTIONS: `--import=${new URL('../programs/hurry.ts', import.meta.url)}`,
    },
    ...{ artifacts: temporaryFolder(), built: [], scanned: [], appPermissions: [], results: [] },
    vulnerable: start.vulnerable ?? (() => false),
    interrupted: start.interrupted ?? (() => false),
    go: async (until) => {
      for (const [name, job] of Object.entries(jobs)) {
        if (!ended.has(name)) ended.set(name, await runJob(run, name, job, contextsOf(job)))
        if (name === until) break
      }
    },
    only: async (name) => {
      const job = jobs[name]
      if (!job || needsOf(job).length > 0)
        throw new Error(`${workflow} has no job ${name} that needs no other`)
      ended.set(name, await runJob(run, name, job, contextsOf(job)))
    },
    again: async () => {
      for (const [name, { result }] of ended) if (result !== 'success') ended.delete(name)
      await run.go()
    },
    summary: () => (existsSync(summary) ? readFileSync(summary, 'utf8') : ''),
    log: (wanted) =>
      run.results
        .filter(({ job }) => job === wanted)
        .map(({ log }) => log)
        .join(''),
  }
  const contextsOf = (job: Job): Contexts => ({
    github: {
      actor: 'someone',
      token: 'token-of-the-job',
      repository: 'todo/gitops',
      server_url: 'https://github.com',
      ref: 'refs/heads/main',
      sha: commit,
      base_ref: '',
      event_name: 'push',
      event: {},
      ...start.github,
    },
    inputs: start.inputs ?? {},
    // A variable that isn't set is empty, as at GitHub.
    vars: {
      RELEASE_APP_CLIENT_ID: 'Iv23liClientOfTheApp',
      ATTESTATIONS: '',
      AUTO_PROMOTION: '',
      HEALTH_APP: '',
      ...start.vars,
    },
    secrets: { RELEASE_APP_PRIVATE_KEY: 'key-of-the-app' },
    needs: Object.fromEntries(needsOf(job).map((name) => [name, ended.get(name)])),
    runner: { arch: 'X64' },
  })
  return run
}

async function runJob(run: Run, name: string, job: Job, contexts: Contexts): Promise<Ended> {
  const needed = Object.values(contexts['needs'] as Readonly<Record<string, Ended>>)
  const failed = needed.some(({ result }) => result !== 'success')
  if (!isDue(job.if, contexts, { failed })) {
    run.results.push({ job: name, result: 'skipped', log: '' })
    return { result: 'skipped', outputs: {} }
  }
  const ends: Ended[] = []
  for (const matrix of combinations(job, contexts)) {
    const runner = /arm/.test(interpolate(String(job['runs-on']), { ...contexts, matrix })) ? 'ARM64' : 'X64'
    ends.push(await runSteps(run, name, job, { ...contexts, matrix, runner: { arch: runner } }))
  }
  const result = ends.every((each) => each.result === 'success') ? 'success' : 'failure'
  return { result, outputs: ends.at(-1)?.outputs ?? {} }
}

/** Every combination of a matrix's values; one without any if there is no matrix. */
function combinations({ strategy }: Job, contexts: Contexts): Readonly<Record<string, unknown>>[] {
  return Object.entries(strategy?.matrix ?? {}).reduce<Readonly<Record<string, unknown>>[]>(
    (found, [key, given]) => {
      const values =
        typeof given === 'string'
          ? (evaluate(given.replace(/^\$\{\{|\}\}$/g, ''), contexts, { failed: false }) as unknown[])
          : given
      return found.flatMap((each) => values.map((value) => ({ ...each, [key]: value })))
    },
    [{}],
  )
}
