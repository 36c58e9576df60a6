import type { Finding } from './checker.ts'

/** A finding that is wrong, or not wanted here, and why. */
export interface Exception {
  readonly checker: string
  readonly rule: string
  /** Only findings whose place matches; all of the rule if it isn't said. */
  readonly place?: RegExp
  readonly reason: string
}

export interface Judgement {
  /** What no exception covers. */
  readonly open: readonly Finding[]
  readonly excused: number
  /** Exceptions of this checker that cover nothing any more: to be removed. */
  readonly stale: readonly Exception[]
}

/** What remains of a checker's findings. Pure; exceptions of other checkers are not looked at. */
export function judge(
  checker: string,
  findings: readonly Finding[],
  exceptions: readonly Exception[],
): Judgement {
  const own = exceptions.filter((exception) => exception.checker === checker)
  const open = findings.filter((finding) => !own.some((exception) => covers(exception, finding)))
  return {
    open,
    excused: findings.length - open.length,
    stale: own.filter((exception) => !findings.some((finding) => covers(exception, finding))),
  }
}

const covers = ({ rule, place }: Exception, finding: Finding): boolean =>
  rule === finding.rule && (place === undefined || place.test(finding.place))
