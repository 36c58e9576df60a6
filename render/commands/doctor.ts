import type { Check } from '../doctor/check.ts'
import { checkMachine } from '../doctor/machine.ts'
import { checkRepository } from '../doctor/repository.ts'
import { EXIT, type Line, type Outcome, wrong } from '../output/outcome.ts'
import { readInputs } from '../repository/inputs.ts'
import { askClusters } from './doctor/ask-clusters.ts'
import { inspectMachine } from './doctor/inspect-machine.ts'
import { inspectRepository } from './doctor/inspect-repository.ts'
import { renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'

export interface DoctorOptions {
  /** Also look into the clusters. */
  readonly cluster?: boolean
  /** Context of the kubeconfig; defaults to the name of each environment's cluster. */
  readonly context?: string
  /** Also ask GitHub about the repository's settings. */
  readonly github?: boolean
}

/**
 * Says what is missing for working with the repository at `root`, and how to fix it: on this machine, in the working
 * tree, and if asked in the clusters of the environments, all or those named. Changes nothing.
 *
 * @throws what the file system throws.
 */
export async function doctor(
  root: string,
  names: readonly string[],
  options: DoctorOptions = {},
): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments(names, inputs)
  if (unknown) return unknown
  const rendering = renderAll(inputs)
  const chosen = rendering.definitions.filter(({ name }) => names.length === 0 || names.includes(name))
  const clusters = new Set(chosen.map(({ environment }) => environment.cluster))
  if (options.context !== undefined && clusters.size > 1)
    return wrong(
      `--context names one cluster, and these environments run on ${[...clusters].join(', ')}: name environments of one.`,
    )
  const checks = [
    ...checkMachine(await inspectMachine(root, rendering.fleet)),
    ...checkRepository(await inspectRepository(root, inputs, rendering, problems, chosen)),
    ...(options.cluster || options.context !== undefined
      ? await askClusters(root, inputs, rendering, chosen, options.context)
      : []),
    // Loaded when it is asked for: GitHub's client takes longer to load than all the rest.
    ...(options.github ? await (await import('./doctor/ask-github.ts')).askGitHub(root, rendering) : []),
  ]
  return outcomeOf(checks)
}

const TONES = { ok: 'quiet', warn: 'changed', missing: 'bad' } as const

function outcomeOf(checks: readonly Check[]): Outcome {
  const of = (state: Check['state']) => checks.filter((check) => check.state === state).length
  const lines = [...Map.groupBy(checks, ({ scope }) => scope)].flatMap(([scope, ofScope]): Line[] => [
    { text: `${scope}:` },
    ...ofScope.flatMap(linesOf),
  ])
  const summary = `${checks.length} checks: ${of('missing')} missing, ${of('warn')} warnings.`
  return {
    exit: of('missing') > 0 ? EXIT.findings : EXIT.good,
    lines: [...lines, { text: summary, tone: of('missing') > 0 ? 'bad' : 'good' }],
    errors: [],
    json: { checks },
  }
}

function linesOf({ name, state, found, needed, remediation }: Check): Line[] {
  const line = { text: `  ${state.padEnd(7)} ${name}: ${found}`, tone: TONES[state] }
  if (remediation === undefined) return [line]
  return [
    line,
    { text: `          for:         ${needed}`, tone: 'quiet' },
    { text: `          remediation: ${remediation}` },
  ]
}
