import * as syntax from './syntax.ts'

declare const VALUE: unique symbol
const OPTIONAL: unique symbol = Symbol('optional')

/** A JSON Schema (draft 7) of values of the type `T`. Plain data: it is written to a file as it is. */
export interface Schema<T = unknown> {
  readonly [VALUE]?: T
  readonly [OPTIONAL]?: true
  readonly type: string
  readonly description?: string
  readonly pattern?: string
  readonly format?: 'bytes' | 'cidr'
  readonly [keyword: string]: unknown
}

/** The type of the values that a schema describes. */
export type ValueOf<S> = S extends Schema<infer T> ? T : never

type Properties = Readonly<Record<string, Schema>>
type OptionalKeys<P extends Properties> = {
  [K in keyof P]: P[K] extends { readonly [OPTIONAL]: true } ? K : never
}[keyof P]
type ObjectOf<P extends Properties> = {
  readonly [K in Exclude<keyof P, OptionalKeys<P>>]: ValueOf<P[K]>
} & { readonly [K in OptionalKeys<P>]?: ValueOf<P[K]> }

/** A map with exactly these keys: any other one is an error. */
export const object = <P extends Properties>(properties: P, description?: string): Schema<ObjectOf<P>> => ({
  type: 'object',
  ...(description !== undefined && { description }),
  required: Object.keys(properties).filter((key) => !properties[key]?.[OPTIONAL]),
  properties,
  additionalProperties: false,
})

/** Of a component that takes no values. */
export const NO_VALUES: Schema = object({}, 'no values: write {}')

/** A key that may be left out of its map. */
export const optional = <S extends Schema>(schema: S): S & { readonly [OPTIONAL]: true } => ({
  ...schema,
  [OPTIONAL]: true,
})

/** A list of at least one item, none of them twice. */
export const list = <T>(item: Schema<T>, description: string): Schema<readonly T[]> => ({
  type: 'array',
  description,
  items: item,
  minItems: 1,
  uniqueItems: true,
})

/** An integer within bounds, both included. */
export const integer = (minimum: number, maximum: number, description: string): Schema<number> => ({
  type: 'integer',
  description,
  minimum,
  maximum,
})

/** A TCP or UDP port. */
export const port = (description: string): Schema<number> => integer(1, 65535, description)

/** `true` or `false`. */
export const boolean = (description: string): Schema<boolean> => ({ type: 'boolean', description })

/** One of several words. */
export const oneOf = <const W extends string>(words: readonly W[], description: string): Schema<W> => ({
  type: 'string',
  description,
  enum: words,
})

/** A text of a syntax. Errors quote the description of the syntax, editors that of its use as well. */
const text =
  (of: { readonly pattern?: string; readonly description?: string; readonly examples?: unknown }) =>
  (use: string): Schema<string> => ({
    type: 'string',
    description: `${use} — ${of.description}`,
    ...(of.pattern !== undefined && { pattern: of.pattern }),
    examples: of.examples,
  })

/** A name as most Kubernetes objects have it (RFC 1123 label). */
export const dnsLabel = text(syntax.dnsLabel)
/** A host name (RFC 1123 subdomain), without scheme, port or wildcard. */
export const hostName = text(syntax.hostName)
/** A range of IPv4 or IPv6 addresses in CIDR notation. */
export const addressRange = (use: string): Schema<string> => ({
  ...text(syntax.addressRange)(use),
  format: 'cidr',
})
/** A quantity of bytes, as `10Gi`. */
export const byteQuantity = (use: string): Schema<string> => ({
  ...text(syntax.byteQuantity)(use),
  format: 'bytes',
})
/** A quantity of CPU, as `250m`. */
export const cpuQuantity = text(syntax.cpuQuantity)
/** A duration as Go writes it, as `1h30m`. */
export const duration = text(syntax.duration)
/** A path in a secret store, as `shop/production`. */
export const secretPath = text(syntax.secretPath)
