import type { Check, Verdict } from './check.ts'

/** Something to ask a cluster: what to give to kubectl, and what its answer means. */
export interface Question extends Pick<Check, 'scope' | 'name' | 'needed'> {
  /** Arguments of kubectl that only read. */
  readonly ask: readonly string[]
  /** @param answer what kubectl wrote to stdout. */
  judge(answer: string): Verdict
  /** What to do if the cluster doesn't know the kind that is asked for. */
  readonly remediation: string
}

/** What a cluster answered, or why it didn't. */
export type Answer = { readonly text: string } | { readonly error: string }

/** A question and its answer as a check. */
export function answered({ scope, name, needed, remediation, judge }: Question, answer: Answer): Check {
  const about = { scope, name, needed }
  if ('text' in answer) return { ...about, ...judge(answer.text) }
  // Not a failure of ours to look, but an answer: what defines the kind is not installed.
  if (/doesn't have a resource type|the server could not find the requested resource/.test(answer.error))
    return { ...about, state: 'missing', found: 'not installed', remediation }
  return {
    ...about,
    state: 'warn',
    found: `could not be looked at: ${answer.error}`,
    remediation: 'Run it again with an account that may read it; see above if the cluster is not reachable.',
  }
}

/** The lines of `--output=name`, without the kind before the slash. */
export const namesIn = (answer: string): string[] =>
  answer
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(line.lastIndexOf('/') + 1))
