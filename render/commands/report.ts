import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { EXIT, type Outcome } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import { progress } from '../output/progress.ts'
import type { Delivery, EnvironmentReport, SourceCommit } from '../report/data.ts'
import { reportPage } from '../report/report.ts'
import { PolicyError } from '../repository/guarded-policy.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { cloneAt } from '../tools/clone.ts'
import { commitOf, git, hasCommit } from '../tools/git.ts'
import { KustomizeError } from '../tools/kustomize.ts'
import { reachOf } from '../verify/reach/reach.ts'
import { buildAll, kustomizeVersions, planBuilds, sourceOfRendering } from './build-all.ts'
import { notInGit } from './not-in-git.ts'
import { deliveryOf } from './release/metrics.ts'
import { waitingFor } from './release/waiting.ts'
import { type Rendering, renderAll } from './render-all.ts'
import { customKindsOf, factsOf, rulesFor, subjectOf, unknownVersions } from './rule-input.ts'
import { verifierOf } from './verify-rules.ts'

export interface ReportOptions {
  readonly output: string
}

/**
 * Writes one HTML page about all environments of the repository at `root`: what they run, how they differ, who reaches
 * whom, and what the rules say.
 *
 * @throws GitError, KustomizeError, and what the file system throws.
 */
export async function report(root: string, { output }: ReportOptions): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs)
  const { fleet, definitions } = rendering
  const { rules, problems: policyProblems } = rulesFor(inputs)
  const { custom, problems: customProblems } = customKindsOf(root, inputs, fleet)
  const all = [
    ...problems,
    ...rendering.problems,
    ...policyProblems,
    ...customProblems,
    ...(fleet ? unknownVersions(fleet) : []),
  ]
  if (all.length > 0) return refused(all, textOf(root))

  const commit = await commitOf(root, 'HEAD').catch(notInGit)
  if (typeof commit !== 'string') return commit
  const names = definitions.map(({ name }) => name)
  const plan = await planBuilds(root, sourceOfRendering(rendering, inputs.base), kustomizeVersions(rendering))
  const facts = factsOf(inputs, rendering)
  const found = new Map<string, EnvironmentReport>()
  const verifier = verifierOf(rules)
  const bar = progress('Built', names.length)
  await buildAll(root, plan, names, (build) => {
    bar.step()
    if ('error' in build) throw new KustomizeError(`overlays/${build.name}: ${build.error}`)
    const subject = subjectOf(rendering, build.name, build.manifests, facts, custom)
    const { environment, cluster, resources } = subject
    const holds = definitions.find(({ name }) => name === build.name)?.holds
    const findings = verifier.verify(subject)
    found.set(build.name, { environment, cluster, resources, findings, holds, edges: reachOf(resources) })
  })
  bar.end()
  try {
    verifier.finish()
  } catch (error) {
    if (error instanceof PolicyError) return refused(error.problems, textOf(root))
    throw error
  }

  const date = await git(root, ['log', '-1', '--format=%cI', commit])
  const { shallow } = await cloneAt(root)
  const known = { root, head: commit, rendering }
  const waiting = await Promise.all(
    names.map((name) => (shallow ? undefined : waitingFor(known, name, new Date(date)))),
  )
  const page = reportPage({
    repository: fleet?.repository ?? '',
    commit,
    date,
    rules,
    commits: await sourceCommits(root, rendering),
    environments: names.flatMap((name, index) => {
      const environment = found.get(name)
      return environment ? [{ ...environment, promotion: waiting[index] }] : []
    }),
    delivery: shallow ? undefined : await deliveryUntil(root, commit, date, names),
  })
  const file = resolve(output)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, page)
  return {
    exit: EXIT.good,
    lines: [{ text: `${names.length} environments: ${file}`, tone: 'good' }],
    errors: plan.warnings,
    json: { file, commit, environments: names, warnings: plan.warnings },
  }
}

const PERIOD = 90 * 24 * 3600 * 1000

/** Up to the commit, itself included, and not to this moment: the same commit gives the same page. */
async function deliveryUntil(
  root: string,
  commit: string,
  date: string,
  names: readonly string[],
): Promise<Delivery> {
  const to = Date.parse(date) + 1
  const from = to - PERIOD
  const found = await deliveryOf(root, commit, names, { from, to })
  return {
    from: new Date(from).toISOString(),
    to: date,
    metrics: new Map(found.map(({ environment, metrics }) => [environment, metrics])),
  }
}

/** What git knows of the commits that images were built from; what it doesn't know is left out. */
async function sourceCommits(root: string, { definitions }: Rendering): Promise<Map<string, SourceCommit>> {
  const wanted = new Set(
    definitions.flatMap(({ release }) =>
      Object.values(release.services).flatMap(({ commit }) => commit ?? []),
    ),
  )
  const found = new Map<string, SourceCommit>()
  for (const commit of wanted) {
    if (!(await hasCommit(root, commit))) continue
    const [date, subject] = (await git(root, ['log', '-1', '--format=%cI%x00%s', commit])).split('\0')
    if (date !== undefined && subject !== undefined) found.set(commit, { date, subject })
  }
  return found
}
