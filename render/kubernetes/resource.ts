/** A Kubernetes object as a manifest holds it. Nothing below `metadata` is known to be what it should be. */
export interface Resource {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly [field: string]: unknown
}

/** How people name a resource within one environment: `Deployment/web`. */
export const idOf = ({ kind, metadata }: Resource): string => `${kind}/${metadata?.name ?? ''}`

/** The API group of a resource; empty for the core group. */
export const groupOf = ({ apiVersion }: Resource): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : ''

export const isKind =
  (...kinds: readonly string[]) =>
  ({ kind }: Resource): boolean =>
    kinds.includes(kind)

/** A value somewhere below `from`, whatever stands on the way; nothing if the way ends before. */
export function at(from: unknown, ...path: readonly (string | number)[]): unknown {
  let value = from
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[step]
  }
  return value
}

/** A table's entry for a key of a manifest, which may be `constructor` or another name that every object has. */
export const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** The items of a list; none if it is no list. */
export const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The entries of a map; none if it is no map. */
export const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
