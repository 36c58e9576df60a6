import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Pods } from '../programs/go.ts'
import { ARGO_CD, KUBERNETES } from '../programs/go.ts'
import { run } from '../programs/program.ts'
import { ROOT } from '../support/root.ts'
import { createApi } from './cluster/api.ts'
import { collectDiagnostics } from './diagnostics.ts'
import { type Images, readImages } from './images/images.ts'
import { NODE_ADDRESS } from './local/addresses.ts'
import {
  startApplicationController,
  startGitServer,
  startNotifications,
  startRepositoryServer,
} from './local/argo-cd.ts'
import { kubectl, startCluster } from './local/cluster.ts'
import { kill } from './local/machine.ts'
import type { Options } from './options.ts'
import { cloneRepository, openRepository, type Repository } from './repository/repository.ts'
import { type Context, canRun, type Scenario } from './scenarios/scenario.ts'
import { SCENARIOS } from './scenarios/scenarios.ts'
import { markdown, type Result, type Summary } from './summary.ts'

const PROXY = 'http://127.0.0.1:8001'

type Report = (line: string) => void

/** Starts the cluster, runs the scenarios one after the other, and tells what they saw. @returns the exit code. */
export async function runScenarios(options: Options, report: Report): Promise<number> {
  const started = Date.now()
  if (!options.kept) await startCluster(options.pods, join(ROOT, 'base'), report)
  const repository = options.kept ? openRepository() : await cloneRepository(ROOT)
  const startMs = Date.now() - started
  // Commits may be made meanwhile.
  const subject = await about(options.pods)
  const context = contextOf(repository, options.pods)
  const results: Result[] = []
  const chosen = SCENARIOS.filter(({ number }) => options.only.length === 0 || options.only.includes(number))
  for (const scenario of chosen.filter((each) => canRun(each, options.pods))) {
    const result = await tryScenario(scenario, context, report)
    results.push(result)
    if (!result.passed) report(`details: ${await collectDiagnostics(context, scenario.number, options.out)}`)
  }
  const left = chosen.filter((each) => !canRun(each, options.pods))
  const notRun = left.map(({ number, title }) => `${number}: ${title}`)
  const summary: Summary = { ...subject, startMs, results, notRun }
  write(summary, options)
  return results.every(({ passed }) => passed) ? 0 : 1
}

const contextOf = (repository: Repository, pods: Pods): Context => ({
  pods,
  frontend: `http://${NODE_ADDRESS}:30080`,
  digests: pods === 'real' ? readImages().digests : {},
  api: createApi(PROXY),
  repository,
  kubectl: (...args) => kubectl(args),
  environment: 'minikube',
  application: 'todo-minikube',
  namespace: 'todo-app',
  cluster: 'minikube',
  repositoryServer: {
    kill: () => kill('argocd-repo-server'),
    start: () => startRepositoryServer((args) => kubectl(args)),
  },
  gitServer: { kill: () => kill('git-server'), start: startGitServer },
  applicationController: {
    kill: () => kill('argocd-application-controller'),
    start: () => startApplicationController((args) => kubectl(args)),
  },
  notifications: {
    kill: () => kill('argocd-notifications'),
    start: () => startNotifications((args) => kubectl(args)),
  },
})

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

const PRETENDED = '**pretended** (kwok): nothing runs in them'

const real = ({ bases, postgres }: Images): string =>
  `real: kubelet, containerd, images of this commit on ${bases === 'pinned' ? 'the pinned bases' : 'stand-ins for the base images'}, PostgreSQL ${postgres === 'pulled' ? 'of the pinned image' : "from Debian's packages"}`

async function about(pods: Pods): Promise<Omit<Summary, 'startMs' | 'results' | 'notRun'>> {
  const [cpu] = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: (await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT })).trim(),
    pods: pods === 'pretend' ? PRETENDED : real(readImages()),
    machine: `${cpus().length} CPUs (${cpu?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB memory`,
    versions: { Kubernetes: KUBERNETES, 'Argo CD': ARGO_CD, Node: process.versions.node },
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
