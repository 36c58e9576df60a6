import { describe, expect, test } from 'vitest'
import type { Resource } from '../../render/kubernetes/resource.ts'
import type { Rule, Subject } from '../../render/verify/rule.ts'
import { shownName } from '../../render/verify/verify.ts'
import { draftOf, setIn } from './rule-cases.ts'

/**
 * A change of an environment: the resource as findings name it (or `environment`, `cluster`), the path (steps in a
 * text have dots between them), and the new value; none removes what is there. With an empty path the whole resource
 * is added or removed.
 */
export type Change = readonly [what: string, path: string | readonly (string | number)[], value?: unknown]

/** What a case is about, what is changed, and what the rule says to it: `Deployment/backend spec.x: message`. */
export type Case = readonly [title: string, changes: readonly Change[], findings: readonly string[]]

/** Tests a rule with changes of a built environment of this repository: mistakes, and what is none. */
export function mistakes(rule: Rule, environment: string, cases: readonly Case[]): void {
  describe(`${rule.id}, in ${environment}`, () => {
    test.each(cases)('%s', async (_, changes, findings) => {
      expect(found(rule, await changed(environment, changes))).toEqual(findings)
    })
  })
}

/** What a rule has against an environment, a line each. */
export const found = (rule: Rule, subject: Subject): string[] =>
  [...rule.check(subject)].map(({ resource, path = [], message }) =>
    [[resource && shownName(resource), path.join('.')].filter(Boolean).join(' '), message]
      .filter(Boolean)
      .join(': '),
  )

/** Stand for what everyone changes in fleet.yaml who makes the repository theirs. */
export const REPOSITORY = 'https://git.example/todo.git'
export const SERVER = 'https://kubernetes.example'

/** An environment with changes. */
export async function changed(environment: string, changes: readonly Change[]): Promise<Subject> {
  const { fleet, ...data } = await draftOf(environment)
  const text = JSON.stringify(data).replaceAll(fleet.repository, REPOSITORY)
  const draft: Subject = {
    ...(JSON.parse(text.replaceAll(data.cluster.server, SERVER)) as Omit<Subject, 'fleet'>),
    fleet: { ...fleet, repository: REPOSITORY },
  }
  for (const [what, path, value] of changes) {
    const list = (/^(Application|AppProject)\b/.test(what) ? draft.argocd : draft.resources) as Resource[]
    const index = list.findIndex((each) => shownName(each) === what)
    if (path.length > 0) {
      const target = what === 'environment' || what === 'cluster' ? draft[what] : list[index]
      if (!target) throw new Error(`${environment} has no ${what} to change.`)
      setIn(target, path, structuredClone(value))
    } else if (value) list.push(structuredClone(value) as Resource)
    else if (index >= 0) list.splice(index, 1)
    else throw new Error(`${environment} has no ${what} to remove.`)
  }
  return draft
}
