import { qualifiedName } from '../environment/environment.ts'
import { at, type Resource } from '../kubernetes/resource.ts'
import type { Path } from '../problem/problem.ts'
import { nameOf, show } from './lookup.ts'
import type { Subject, Violation } from './rule.ts'

/** What Application and AppProject of an environment are called. */
export const argocdName = ({ environment, fleet }: Subject): string => qualifiedName(fleet, environment.name)

/** The objects of a kind that an environment has in apps/: one, if all is well. */
export const objectsOf = ({ argocd }: Subject, kind: string): Resource[] =>
  argocd.filter((each) => each.kind === kind)

/** What is wrong where it isn't one. */
export function notOne(subject: Subject, kind: string): Violation {
  const names = objectsOf(subject, kind).map(nameOf)
  return {
    message: `The environment has ${names.length === 0 ? 'none' : names.join(', ')}: expected one ${kind}, ${argocdName(subject)}.`,
  }
}

/** A violation where a field is not exactly as expected. Objects are equal whatever the order of their keys. */
export function* differs(resource: Resource, path: Path, expected: unknown): Iterable<Violation> {
  const found = at(resource, ...path)
  if (canonical(found) !== canonical(expected))
    yield { resource, path, message: `${path.join('.')} is ${shown(found)}: expected ${shown(expected)}.` }
}

const shown = (value: unknown): string => (value === undefined ? 'not set' : show(value))

const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
