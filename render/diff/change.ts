import { groupOf, idOf, type Resource } from '../kubernetes/resource.ts'
import { isHook, namespaceOf, permits, removesAll, syncOption } from './argocd.ts'
import { fieldChanges } from './compare/fields.ts'
import { isGenerated, withoutHashes } from './compare/generated.ts'
import type { DiffOptions, EnvironmentSides, FieldChange, Removed, Side } from './model.ts'

/** One environment with its two sides matched, resource by resource: what the risks are found in. */
export interface Change {
  readonly name: string
  readonly before?: Side
  readonly after?: Side
  readonly added: readonly Resource[]
  readonly removed: readonly Resource[]
  /** Every resource that stands on both sides, those in which nothing differs included. */
  readonly pairs: readonly Pair[]
  /** Set if everything is made anew somewhere else. */
  readonly moved?: 'cluster' | 'namespace'
  readonly handover: Handover
  readonly options: DiffOptions
}

/** What other environments of the same change do with its namespaces. */
export interface Handover {
  /** The one that leaves the namespace which this one goes to. */
  readonly from?: string
  /** The one that goes to the namespace which this one leaves. */
  readonly to?: string
}

/** A resource on both sides; the hashes of generated names are left out, there and in what refers to them. */
export interface Pair {
  readonly id: string
  readonly before: Resource
  readonly after: Resource
  readonly fields: readonly FieldChange[]
  /** The same resource as kustomize built it. */
  readonly built: { readonly before: Resource; readonly after: Resource }
}

/** Matches the two sides of an environment by kind, namespace and name. */
export function changeOf(
  { name, before, after }: EnvironmentSides,
  options: DiffOptions,
  handover: Handover = {},
): Change {
  const [old, now] = [indexed(before), indexed(after)]
  const both = before && after && before.cluster === after.cluster
  const pairs = [...old].flatMap(([key, { resource, built }]): Pair[] => {
    const other = both ? now.get(key) : undefined
    if (!other) return []
    const { lists } = options
    const fields = fieldChanges(resource, other.resource, lists && ((shape) => lists(other.resource, shape)))
    return [
      {
        id: idOf(resource),
        before: resource,
        after: other.resource,
        fields,
        built: { before: built, after: other.built },
      },
    ]
  })
  const only = (these: Index, those: Index) =>
    [...these].flatMap(([key, { resource }]) => (both && those.has(key) ? [] : [resource]))
  const moved = movedTo(before, after)
  return {
    name,
    ...(before && { before }),
    ...(after && { after }),
    added: only(now, old),
    removed: only(old, now),
    pairs,
    ...(moved && { moved }),
    handover,
    options,
  }
}

type Index = ReadonlyMap<string, { readonly resource: Resource; readonly built: Resource }>

function indexed(side: Side | undefined): Index {
  const built = side?.resources ?? []
  return new Map(
    withoutHashes(built).map((resource, index) => [
      // A generated ConfigMap never stands for one of the same name that people keep by hand.
      `${groupOf(resource)}/${idOf(resource)} ${resource.metadata.namespace ?? ''} ${isGenerated(built[index] as Resource)}`,
      { resource, built: built[index] as Resource },
    ]),
  )
}

function movedTo(before: Side | undefined, after: Side | undefined): Change['moved'] {
  if (!before || !after) return undefined
  if (before.cluster !== after.cluster) return 'cluster'
  const [old, now] = [namespaceOf(before), namespaceOf(after)]
  return old !== undefined && now !== undefined && old !== now ? 'namespace' : undefined
}

/**
 * Whether a resource becomes a hook: Argo CD no longer keeps it. It prunes the live one or deletes it before it runs
 * the hook (gitops-engine, pkg/sync/reconcile.go: what is a hook in git stands for no live resource).
 */
export const becomesHook = ({ before, after }: Pair): boolean => !isHook(before) && isHook(after)

/** Every resource of the new side, without the hashes of generated names. */
export const standing = ({ pairs, added }: Change): Resource[] => [
  ...pairs.map(({ after }) => after),
  ...added,
]

/**
 * What a resource of the new side was before: the one it is matched with or, in an environment that moves, the one of
 * its kind and name in the place that it leaves; for a Namespace, that one.
 */
export function formerly({ pairs, removed, moved }: Change): (after: Resource) => Resource | undefined {
  const matched = new Map(pairs.map(({ before, after }) => [after, before]))
  const key = (resource: Resource): string =>
    resource.kind === 'Namespace' ? resource.kind : `${groupOf(resource)}/${idOf(resource)}`
  const left = new Map(moved ? removed.map((resource) => [key(resource), resource]) : [])
  return (after) => matched.get(after) ?? left.get(key(after))
}

/**
 * Why a removed resource stays in the cluster: Argo CD prunes neither hooks nor what says Prune=false (gitops-engine,
 * pkg/sync/sync_context.go) nor what the AppProject doesn't permit, and an Application that goes without its finalizer
 * leaves everything behind.
 */
export function keptBy(change: Change, resource: Resource): Removed['kept'] {
  const whole = !change.after || change.moved === 'cluster'
  if (resource.kind === 'Application' || resource.kind === 'AppProject') return undefined
  if (whole) return removesAll(change.before) ? undefined : 'retain'
  if (isHook(resource)) return 'hook'
  if (syncOption(resource, 'Prune') === 'false') return 'Prune=false'
  return permits(change.after, resource) ? undefined : 'unlisted'
}
