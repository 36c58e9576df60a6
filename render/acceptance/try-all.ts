import { type Criterion, type Live, type Subject, untried, type Verdict } from './criterion.ts'

/** A criterion and what trying it showed. */
export interface Result extends Verdict, Pick<Criterion, 'id' | 'title' | 'tried'> {
  readonly remediation?: string
}

/**
 * Tries every criterion on what is known of a live environment.
 *
 * @param unknown why something could not be read, by its source: what needs it is not tried.
 */
export const tryAll = (
  criteria: readonly Criterion[],
  live: Live,
  subject: Subject,
  unknown: ReadonlyMap<string, string>,
): Result[] =>
  criteria.map(({ id, title, tried, reads, remediation, judge }) => {
    const reasons = new Set(reads.flatMap((source) => unknown.get(source) ?? []))
    const verdict = reasons.size > 0 ? untried([...reasons].join('; ')) : judge(live, subject)
    return { id, title, tried, ...verdict, ...(verdict.state === 'failed' && { remediation }) }
  })
