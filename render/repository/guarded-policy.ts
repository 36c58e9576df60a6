import { positionOf, reasonOf } from '../component/code-error.ts'
import { isMap, isPath, isText } from '../component/definition-flaws.ts'
import { freeze } from '../component/guard.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'
import type { Rule, Violation } from '../verify/rule.ts'

/** Policies that can't be used as they are: an input is wrong, not the tool. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError'
  readonly problems: readonly Problem[]
  /** The same for the same fault of a policy in every environment. */
  readonly fault: string

  constructor(problems: readonly Problem[], fault = '') {
    super(problems.map(({ file, message }) => `${file}: ${message}`).join('\n'))
    this.problems = problems
    this.fault = fault || this.message
  }
}

/** A rule of the system, and the file that it is in. */
export interface Policy extends Rule {
  readonly file: string
}

/**
 * A rule of the system whose check can be run whatever is in it: it can't change what later rules look at, and its
 * failures name its file.
 *
 * @throws {PolicyError} from `check`, if the policy throws or returns anything but violations.
 */
export const guardedPolicy = (file: string, rule: Rule): Policy => ({
  ...rule,
  file,
  check: (subject) => {
    freeze(subject)
    const name = nameOf(rule)
    let found: unknown[]
    try {
      found = [...rule.check(subject)]
    } catch (error) {
      const reason = reasonOf(error)
      const position = positionOf(error)
      const message = `${name} failed for the environment "${subject.environment.name}": ${reason}`
      throw new PolicyError(
        [{ ...wrongFile(file, message), ...(position && { position }) }],
        `${file}: ${name} ${reason}`,
      )
    }
    if (!found.every(isViolation))
      throw new PolicyError([
        wrongFile(
          file,
          `${name} must return { message, resource?, path?, remediation?, source? } for each violation.`,
        ),
      ])
    return found
  },
})

/** How a message names a policy. */
export const nameOf = ({ id }: Pick<Policy, 'id'>): string => `the policy "${id}"`

const isViolation = (value: unknown): value is Violation => {
  if (!isMap(value)) return false
  const { message, resource, path, remediation, source } = value
  return (
    isText(message) &&
    (resource === undefined ||
      (isMap(resource) && isText(resource['kind']) && isMap(resource['metadata']))) &&
    (path === undefined || isPath(path)) &&
    (remediation === undefined || isText(remediation)) &&
    (source === undefined || (isMap(source) && isText(source['file']) && isPath(source['path'])))
  )
}
