import { isMap, isPath, isText } from '../component/definition-flaws.ts'
import { freeze } from '../component/guard.ts'
import type { Rule, Violation } from '../verify/rule.ts'

/** A policy that can't be used as it is: an input is wrong, not the tool. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError'
  /** The same for the same fault of a policy in every environment. */
  readonly fault: string
  /** The exit code for a wrong input. */
  readonly exit = 2

  constructor(message: string, fault = message) {
    super(message)
    this.fault = fault
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
    const where = placeOf({ ...rule, file })
    let found: unknown[]
    try {
      found = [...rule.check(subject)]
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new PolicyError(
        `${where} failed for the environment "${subject.environment.name}": ${reason}`,
        `${where} ${reason}`,
      )
    }
    if (!found.every(isViolation))
      throw new PolicyError(
        `${where} must return { message, resource?, path?, remediation?, source? } for each violation.`,
      )
    return found
  },
})

/** How a message names a policy. */
export const placeOf = ({ file, id }: Pick<Policy, 'file' | 'id'>): string => `${file}: the policy "${id}"`

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
