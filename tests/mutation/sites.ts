import { at, type Resource } from '../../render/kubernetes/resource.ts'
import type { Path } from '../../render/problem/problem.ts'
import type { Subject } from '../../render/verify/rule.ts'
import type { Others, Site } from './mutation.ts'

/** Every place of a built environment where a mistake may be made: each resource, and each value within. */
export const sitesOf = (subject: Subject): Site[] =>
  (['resources', 'argocd'] as const).flatMap((list) =>
    subject[list].flatMap((resource, index) =>
      placesIn(resource).map(({ path, value }) => ({
        environment: subject.environment.name,
        list,
        index,
        resource,
        path,
        pattern: patternOf(resource, path),
        value,
      })),
    ),
  )

interface Place {
  readonly path: Path
  readonly value: unknown
}

const placesIn = (value: unknown, path: Path = []): Place[] => [
  { path, value },
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : []),
]

/** A path for all resources of a kind: a variable by its name, an argument by its place, anything else in a list by *. */
function patternOf(resource: Resource, path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'string') return `.${step}`
      const list = path[index - 1]
      if (list === 'env') return `[${String(at(resource, ...path.slice(0, index + 1), 'name'))}]`
      return list === 'args' ? `[${step}]` : '.*'
    })
    .join('')
    .replace(/^\./, '')
}

/** What else stands at such a place in the environment: the values that people copy by mistake. */
export function othersIn(sites: readonly Site[]): Others {
  const key = ({ resource, pattern }: Site) => `${resource.kind} ${pattern}`
  const values = Map.groupBy(sites, key)
  return (site) => {
    const found = (values.get(key(site)) ?? []).map(({ value }) => value)
    return [...new Set(found)].filter((value) => value !== site.value)
  }
}
