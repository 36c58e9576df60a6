import { at, type Resource } from '../kubernetes/resource.ts'
import { nameOf, show, text } from './lookup.ts'
import type { Violation } from './rule.ts'

/** The name of the Secret that an ExternalSecret is about. */
export const targetOf = (external: Resource): string =>
  text(at(external, 'spec', 'target', 'name')) ?? nameOf(external)

const creationOf = (external: Resource): string =>
  text(at(external, 'spec', 'target', 'creationPolicy')) ?? 'Owner'

const kindOf = (external: Resource): string =>
  text(at(external, 'spec', 'target', 'manifest', 'kind')) ?? 'Secret'

/** Merge only adds to a Secret that something else has created, and None does nothing. */
export const makesSecret = (external: Resource): boolean =>
  !['Merge', 'None'].includes(creationOf(external)) && kindOf(external) === 'Secret'

/**
 * ExternalSecrets of whose Secret there is none at first, and those that the operator's webhook refuses:
 * https://external-secrets.io/latest/guides/ownership-deletion-policy/
 */
export const wrongPolicies = (all: readonly Resource[]): Violation[] =>
  all.flatMap((resource) => {
    const wrong = (path: readonly string[], message: string): Violation[] => [
      { resource, path: ['spec', 'target', ...path], message },
    ]
    const [creation, deletion] = [creationOf(resource), at(resource, 'spec', 'target', 'deletionPolicy')]
    if (deletion === 'Delete' && creation !== 'Owner')
      return wrong(
        ['deletionPolicy'],
        `deletionPolicy Delete requires creationPolicy Owner, found ${creation}.`,
      )
    if (deletion === 'Merge' && creation === 'None')
      return wrong(['deletionPolicy'], 'deletionPolicy Merge is not allowed with creationPolicy None.')
    const target = targetOf(resource)
    if (all.some((each) => makesSecret(each) && targetOf(each) === target)) return []
    return kindOf(resource) === 'Secret'
      ? wrong(
          ['creationPolicy'],
          `creationPolicy ${creation} never creates the Secret ${show(target)}: set Owner.`,
        )
      : wrong(['manifest', 'kind'], `It creates a ${kindOf(resource)}, and no Secret ${show(target)}.`)
  })
