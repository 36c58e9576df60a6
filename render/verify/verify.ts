import { environmentFile } from '../environment/environment.ts'
import { idOf, type Resource } from '../kubernetes/resource.ts'
import { suggest } from '../problem/nearest.ts'
import type { Path } from '../problem/problem.ts'
import { currentName } from './renamed.ts'
import type { Rule, Subject, Violation } from './rule.ts'

/** A violation, with all that is needed to understand and fix it. Plain data: it is kept in a cache. */
export interface Finding {
  readonly rule: string
  readonly severity: Rule['severity']
  readonly environment: string
  /** As `Deployment/web`; none if it is the environment as a whole. */
  readonly resource?: string
  /** Where in the resource. */
  readonly path: Path
  readonly message: string
  readonly why: string
  readonly remediation: string
  readonly source?: Violation['source']
  /** The reason of the exception that lets it pass. */
  readonly excepted?: string
}

/**
 * Everything that the rules have against one environment, in the order of the rules. What an exception of the
 * environment covers is there too, and says so.
 */
export function verify(subject: Subject, rules: readonly Rule[]): Finding[] {
  const { name, exceptions = [] } = subject.environment
  const covered = new Set<number>()
  const findings = rules.flatMap((rule) =>
    [...rule.check(subject)].map((violation) => {
      const finding = findingOf(rule, name, violation)
      const index = exceptions.findIndex(
        (each) =>
          currentName(each.rule) === rule.id &&
          (each.resource === undefined || each.resource === finding.resource),
      )
      const exception = exceptions[index]
      if (!exception) return finding
      covered.add(index)
      return { ...finding, excepted: exception.reason }
    }),
  )
  const idle = [...exceptions.keys()].filter((index) => !covered.has(index))
  const renamed = [...exceptions.entries()].filter(
    ([index, { rule }]) => covered.has(index) && currentName(rule) !== rule,
  )
  return [
    ...findings,
    ...idle.map((index) => findingOf(UNUSED_EXCEPTION, name, unusedException(index))),
    ...renamed.map(([index, { rule }]) => findingOf(UNUSED_EXCEPTION, name, formerName(index, rule))),
  ]

  function formerName(index: number, rule: string): Violation {
    return {
      message: `The rule "${rule}" was renamed to "${currentName(rule)}".`,
      remediation: 'Rename it; the former name stops working with the next version.',
      source: { file: environmentFile(name), path: ['exceptions', index, 'rule'], at: 'value' },
    }
  }

  function unusedException(index: number): Violation {
    const { rule: written = '', resource } = exceptions[index] ?? {}
    const rule = currentName(written)
    const known = rules.map(({ id }) => id)
    const message = known.includes(rule)
      ? `The exception covers nothing: ${resource ?? name} keeps the rule "${rule}".`
      : `Rule "${rule}" not found.${suggest(rule, known)}`
    return { message, source: { file: environmentFile(name), path: ['exceptions', index], at: 'value' } }
  }
}

/** Held by `verify` itself, which alone knows what an exception covers. */
export const UNUSED_EXCEPTION: Rule = {
  id: 'unused-exception',
  severity: 'warning',
  title: 'Every exception covers a finding and uses the current id of its rule.',
  why: 'An unused exception would silently hide the next finding.',
  remediation: 'Remove it from `exceptions` in environment.yaml.',
  check: () => [],
}

function findingOf(rule: Rule, environment: string, violation: Violation): Finding {
  const { resource, path = [], message, remediation = rule.remediation, source } = violation
  return {
    rule: rule.id,
    severity: rule.severity,
    environment,
    ...(resource && { resource: shownName(resource) }),
    path,
    message,
    why: rule.why,
    remediation,
    ...(source && { source }),
  }
}

/** A generated ConfigMap is known by the name that people gave it, without the hash of its content. */
export const shownName = (resource: Resource): string =>
  resource.kind === 'ConfigMap' ? idOf(resource).replace(/-[a-z0-9]{10}$/, '') : idOf(resource)
