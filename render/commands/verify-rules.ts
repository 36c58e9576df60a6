import { type Problem, wrongFile } from '../problem/problem.ts'
import { nameOf, type Policy, PolicyError } from '../repository/guarded-policy.ts'
import { neverEnds, TIME_LIMIT, withinTime } from '../repository/time-limit.ts'
import type { Rule, Subject } from '../verify/rule.ts'
import { type Finding, verify } from '../verify/verify.ts'

/** Runs rules over one environment after the other, and gathers what is wrong with the policies among them. */
export interface Verifier {
  readonly verify: (subject: Subject) => Finding[]
  /** @throws {PolicyError} that names every policy which could not be used, each fault once. */
  readonly finish: () => void
}

export function verifierOf(rules: readonly Rule[]): Verifier {
  const faults = new Map<string, readonly Problem[]>()
  /** Policies that never end: they are not asked again. */
  const stopped = new Set<Rule>()
  const own = rules.filter(isPolicy)
  let running: Policy | undefined

  const guarded = rules.map((rule) =>
    isPolicy(rule)
      ? { ...rule, check: (subject: Subject) => (stopped.has(rule) ? [] : check(rule, subject)) }
      : rule,
  )
  function check(rule: Policy, subject: Subject) {
    running = rule
    try {
      return [...rule.check(subject)]
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error
      if (!faults.has(error.fault)) faults.set(error.fault, error.problems)
      return []
    } finally {
      running = undefined
    }
  }

  function verifyOne(subject: Subject): Finding[] {
    if (own.length === 0) return verify(subject, rules)
    return withinTime(
      TIME_LIMIT.seconds,
      () => verify(subject, guarded),
      () => {
        if (!running) throw new Error(`the rules ${neverEnds(TIME_LIMIT.seconds)}`)
        const { name } = subject.environment
        const message = `${nameOf(running)} ${neverEnds(TIME_LIMIT.seconds)} (environment "${name}")`
        faults.set(running.id, [wrongFile(running.file, message)])
        stopped.add(running)
        running = undefined
        return verifyOne(subject)
      },
    )
  }

  return {
    verify: verifyOne,
    finish: () => {
      if (faults.size > 0) throw new PolicyError([...faults.values()].flat())
    },
  }
}

const isPolicy = (rule: Rule): rule is Policy => 'file' in rule
