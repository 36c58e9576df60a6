/** What one cell of the matrix says. */
export interface Value {
  readonly text: string
  /** More of it, in small type below. */
  readonly detail?: string
  /** Said beside it, and not part of what is compared. */
  readonly note?: string
  /** What is compared with the other environments, if it is more than text and detail. */
  readonly key?: string
}

/** One thing that can be said of every environment. */
export interface Fact {
  readonly name: string
  /** The service that it is about, if it is about one. */
  readonly service?: string
  /** Something that machines read, and that is shown as such. */
  readonly code?: boolean
  /** One value for each environment, in their order; nothing where there is none. */
  readonly values: readonly (Value | undefined)[]
}

/** Facts that are read together: one table. */
export interface FactGroup {
  readonly title: string
  readonly facts: readonly Fact[]
}

/** What stands for a value when it is compared. */
export const keyOf = (value: Value | undefined): string =>
  value === undefined ? '' : (value.key ?? [value.text, value.detail].filter(Boolean).join(' '))
