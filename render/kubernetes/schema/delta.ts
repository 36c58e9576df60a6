import type { KubernetesSchemas } from './data.ts'

/** A version as what differs from the one before it: most of Kubernetes stays the same from one minor to the next. */
export interface SchemaDelta {
  readonly kubernetes: string
  /** The version that this one is a change of. The first has none and holds everything. */
  readonly since?: string
  readonly sources: KubernetesSchemas['sources']
  /** What is new or other than before; null for what is gone. */
  readonly kinds: Readonly<Record<string, KubernetesSchemas['kinds'][string] | null>>
  readonly definitions: Readonly<Record<string, KubernetesSchemas['definitions'][string] | null>>
}

/** The whole schemas of a version, from those of the version before. */
export const expand = (
  { kubernetes, sources, kinds, definitions }: SchemaDelta,
  before?: KubernetesSchemas,
): KubernetesSchemas => ({
  kubernetes,
  sources,
  kinds: applied(before?.kinds, kinds),
  definitions: applied(before?.definitions, definitions),
})

/** What makes `after` of `before`. */
export const difference = (after: KubernetesSchemas, before?: KubernetesSchemas): SchemaDelta => ({
  kubernetes: after.kubernetes,
  ...(before && { since: before.kubernetes }),
  sources: after.sources,
  kinds: changed(after.kinds, before?.kinds),
  definitions: changed(after.definitions, before?.definitions),
})

type Values<T> = Readonly<Record<string, T>>

const applied = <T>(before: Values<T> = {}, changes: Values<T | null>): Values<T> =>
  Object.fromEntries(
    Object.entries({ ...before, ...changes }).filter((entry): entry is [string, T] => entry[1] !== null),
  )

function changed<T>(after: Values<T>, before: Values<T> = {}): Values<T | null> {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
  const other = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]),
  )
  return Object.fromEntries([...gone.map((key) => [key, null] as const), ...other])
}
