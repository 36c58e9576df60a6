import { counted } from '../../render/text/counted.ts'

export interface Result {
  readonly number: number
  readonly title: string
  readonly passed: boolean
  readonly ms: number
  /** What was seen; of a failed scenario, what went wrong. */
  readonly seen: readonly string[]
  readonly notExercised: readonly string[]
}

export interface Summary {
  readonly date: string
  readonly commit: string
  /** What a pod was, as a sentence goes on after "Pods are". */
  readonly pods: string
  readonly machine: string
  readonly versions: Readonly<Record<string, string>>
  readonly startMs: number
  readonly results: readonly Result[]
  /** Scenarios that such pods can't show at all. */
  readonly notRun: readonly string[]
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** A run as a Markdown page. Pure. */
export function markdown({
  date,
  commit,
  pods,
  machine,
  versions,
  startMs,
  results,
  notRun,
}: Summary): string {
  const failed = results.filter(({ passed }) => !passed)
  const total = results.reduce((sum, { ms }) => sum + ms, startMs)
  const verdict =
    failed.length === 0
      ? `${counted(results.length, 'scenario')} passed`
      : `${failed.length} of ${results.length} scenarios failed`
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [
    `${verdict} in ${seconds(total)}, the cluster's start of ${seconds(startMs)} included, on ${date} at commit \`${commit}\`.`,
    '',
    `Machine: ${machine}. ${named.join(', ')}. Pods are ${pods}.`,
    '',
    '| # | Scenario | Result | Time |',
    '|---|---|---|---|',
    ...results.map(
      ({ number, title, passed, ms }) =>
        `| ${number} | ${title} | ${passed ? 'passed' : '**failed**'} | ${seconds(ms)} |`,
    ),
    ...section('What was seen', results, ({ seen }) => seen),
    ...section('Not exercised', results, ({ notExercised }) => notExercised),
    ...(notRun.length > 0 ? ['', '## Not run', '', ...notRun.map((each) => `- ${each}`)] : []),
    '',
  ].join('\n')
}

function section(
  title: string,
  results: readonly Result[],
  lines: (result: Result) => readonly string[],
): string[] {
  const items = results.flatMap((result) =>
    lines(result).map((line) => `- ${result.number}: ${line.replace(/\s+/g, ' ')}`),
  )
  return items.length === 0 ? [] : ['', `## ${title}`, '', ...items]
}
