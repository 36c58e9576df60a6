import { type Criterion, type Live, type Subject, skipped, type Verdict } from './criterion.ts'

/** A criterion and its result. */
export interface Result extends Verdict, Pick<Criterion, 'id' | 'title' | 'method'> {
  readonly remediation?: string
}

/**
 * Evaluates every criterion on the data of a live environment.
 *
 * @param unknown why data could not be read, by source: criteria that need it are skipped.
 */
export const evaluateCriteria = (
  criteria: readonly Criterion[],
  live: Live,
  subject: Subject,
  unknown: ReadonlyMap<string, string>,
): Result[] =>
  criteria.map(({ id, title, method, reads, remediation, judge }) => {
    const reasons = new Set(reads.flatMap((source) => unknown.get(source) ?? []))
    const verdict = reasons.size > 0 ? skipped([...reasons].join('; ')) : judge(live, subject)
    return { id, title, method, ...verdict, ...(verdict.state === 'failed' && { remediation }) }
  })
