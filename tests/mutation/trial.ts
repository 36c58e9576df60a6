import type { Resource } from '../../render/kubernetes/resource.ts'
import type { Subject } from '../../render/verify/rule.ts'
import { RULES } from '../../render/verify/rules.ts'
import { type Finding, verify } from '../../render/verify/verify.ts'
import { subjectFor } from '../support/subject.ts'
import { policiesOfSystem } from '../support/system.ts'
import { type Mutation, mutated } from './mutation.ts'
import { OPERATORS } from './operators.ts'
import { othersIn, sitesOf } from './sites.ts'

/** What `validate` runs in this repository. */
const JUDGES = [...RULES, ...(await policiesOfSystem())]

/** A built environment, every mistake that can be made in it, and what the rules say to one. */
export interface Laboratory {
  readonly subject: Subject
  readonly baseline: readonly Finding[]
  readonly mutations: readonly Mutation[]
  readonly judge: (mutation: Mutation) => Verdict
}

/** What the rules have against an environment with a mistake, and had nothing against without it. */
export interface Verdict {
  readonly errors: readonly Finding[]
  readonly warnings: readonly Finding[]
}

/** @throws what a rule throws, which none of them may. */
export async function laboratoryOf(environment: string, root?: string): Promise<Laboratory> {
  const subject = remembering(await subjectFor(environment, root))
  const baseline = verify(subject, JUDGES)
  const known = new Set(baseline.map(identity))
  const sites = sitesOf(subject)
  const others = othersIn(sites)
  return {
    subject,
    baseline,
    mutations: sites.flatMap((site) =>
      OPERATORS.flatMap(({ id, edits }) =>
        edits(site, others).map((edit): Mutation => ({ site, operator: id, edit })),
      ),
    ),
    judge: (mutation) => {
      const fresh = verify(mutated(subject, mutation), JUDGES).filter(
        (finding) => finding.excepted === undefined && !known.has(identity(finding)),
      )
      return {
        errors: fresh.filter(({ severity }) => severity === 'error'),
        warnings: fresh.filter(({ severity }) => severity === 'warning'),
      }
    },
  }
}

const identity = ({ rule, resource, path, message }: Finding): string =>
  JSON.stringify([rule, resource, path, message])

/** The schema has nothing new to say of a resource that is the same object as before. */
function remembering(subject: Subject): Subject {
  const known = new WeakMap<Resource, ReturnType<Subject['validate']>>()
  return {
    ...subject,
    validate: (manifest) => {
      const resource = manifest as Resource
      const found = known.get(resource) ?? subject.validate(resource)
      known.set(resource, found)
      return found
    },
  }
}
