import { at, type Resource } from '../../render/kubernetes/resource.ts'
import type { Path } from '../../render/problem/problem.ts'
import type { Subject } from '../../render/verify/rule.ts'
import { shownName } from '../../render/verify/verify.ts'

/** Where a mistake may be made: a value of a built resource, or the resource as a whole where the path is empty. */
export interface Site {
  readonly environment: string
  readonly list: 'resources' | 'argocd'
  readonly index: number
  readonly resource: Resource
  readonly path: Path
  /** As `spec.containers.*.env[LOG_LEVEL].value`: the same in every resource of the kind. */
  readonly pattern: string
  readonly value: unknown
}

/** One mistake: what to put where. Nothing to put removes what is there. */
export interface Edit {
  /** What it is, for people: `"8000" -> 8001`. */
  readonly detail: string
  /** Which of the operator's mistakes it is, where that makes another one of it. */
  readonly variant?: string
  /** Where; defaults to the site's own path. */
  readonly path?: Path
  readonly value?: unknown
  /** Resources that come in; the path doesn't matter then. */
  readonly added?: readonly Resource[]
}

/** A way to make mistakes. */
export interface Operator {
  readonly id: string
  /** What the mistake is, as a sentence. */
  readonly title: string
  readonly edits: (site: Site, others: Others) => readonly Edit[]
}

/** What stands at the same place in other resources of the kind, in the same environment. */
export type Others = (site: Site) => readonly unknown[]

/** A mistake that was made somewhere. */
export interface Mutation {
  readonly site: Site
  readonly operator: string
  readonly edit: Edit
}

/** Kind, field, and what is wrong: mistakes of one class mean the same, and the test makes one of each. */
export const classOf = ({ site, operator, edit }: Mutation): string =>
  [site.resource.kind, site.pattern || '.', edit.variant ? `${operator} (${edit.variant})` : operator].join(
    ' ',
  )

/** What tells a mutation from all others, whatever else changes in base. */
export const idOfMutation = (mutation: Mutation): string =>
  [
    classOf(mutation),
    mutation.site.environment,
    shownName(mutation.site.resource),
    mutation.edit.detail,
  ].join(' ')

/** The environment with the mistake in it. Nothing of the original is touched. */
export function mutated(subject: Subject, { site, edit }: Mutation): Subject {
  const list = [...subject[site.list]]
  if (edit.added) list.push(...edit.added)
  else {
    const path = edit.path ?? site.path
    if (path.length === 0 && edit.value === undefined) list.splice(site.index, 1)
    else list[site.index] = put(structuredClone(site.resource), path, edit.value)
  }
  return { ...subject, [site.list]: list }
}

/** A resource with another value at a path; nothing removes what is there. */
export function put(resource: Resource, path: Path, value: unknown): Resource {
  if (path.length === 0) return value as Resource
  const parent = at(resource, ...path.slice(0, -1)) as Record<string | number, unknown>
  const last = path.at(-1) as string | number
  if (value !== undefined) parent[last] = value
  else if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete parent[last]
  return resource
}
