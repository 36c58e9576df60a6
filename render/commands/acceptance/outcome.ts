import type { Result } from '../../acceptance/evaluate-criteria.ts'
import { EXIT, type Line, type Outcome } from '../../output/outcome.ts'

const TONES = { passed: 'quiet', failed: 'bad', skipped: 'changed' } as const

/** The results for people and for programs; what failed is a finding. */
export function outcomeOf(where: string, results: readonly Result[]): Outcome {
  const of = (state: Result['state']): number => results.filter((each) => each.state === state).length
  const summary = `${results.length} criteria: ${of('passed')} passed, ${of('failed')} failed, ${of('skipped')} skipped.`
  return {
    exit: of('failed') > 0 ? EXIT.findings : EXIT.good,
    lines: [
      { text: `${where}:` },
      ...results.flatMap(linesOf),
      { text: summary, tone: of('failed') > 0 ? 'bad' : 'good' },
    ],
    errors: [],
    json: { where, results },
  }
}

function linesOf({ id, state, seen, title, remediation }: Result): Line[] {
  const line: Line = { text: `  ${state.padEnd(9)} ${id}: ${seen}`, tone: TONES[state] }
  if (remediation === undefined) return [line]
  return [
    line,
    { text: `            criterion:   ${title}`, tone: 'quiet' },
    { text: `            remediation: ${remediation}` },
  ]
}
