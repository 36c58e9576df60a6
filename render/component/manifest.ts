/** A Kubernetes object, or the part of one that a strategic-merge patch states. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly finalizers?: readonly string[]
  }
  readonly spec?: object
  readonly data?: Readonly<Record<string, string>>
}

/** A patch that names its object by kind and name: kustomize fails if there is none, where a `target` would not. */
export const patch = (apiVersion: string, kind: string, name: string, content: object): Manifest => ({
  apiVersion,
  kind,
  metadata: { name },
  ...content,
})

type OptionalKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T]
type Defined<T> = Omit<T, OptionalKeys<T>> & { [K in OptionalKeys<T>]?: Exclude<T[K], undefined> }

/** Drops the keys whose value is undefined, so that an optional value is simply not written. */
export const defined = <T extends object>(object: T): Defined<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>

/** The same entries in the order of their keys: what is written must not depend on the order they were written in. */
export const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
