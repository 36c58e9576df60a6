import type { KnownKind, Schema } from '../../kubernetes/schema/data.ts'
import { kindKey } from '../../kubernetes/schema/data.ts'
import type { Enums } from './enums.ts'
import { shortName, trim } from './trim.ts'

/** Kinds, and definitions by name. */
export interface Taken {
  readonly kinds: Readonly<Record<string, KnownKind>>
  readonly definitions: Readonly<Record<string, Schema>>
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> }
}

/** The groups of `api/openapi-spec/v3` whose stable versions are taken. */
export const OPENAPI_FILES: readonly string[] = [
  'api__v1',
  'apis__apps__v1',
  'apis__autoscaling__v1',
  'apis__autoscaling__v2',
  'apis__batch__v1',
  'apis__coordination.k8s.io__v1',
  'apis__discovery.k8s.io__v1',
  'apis__networking.k8s.io__v1',
  'apis__node.k8s.io__v1',
  'apis__policy__v1',
  'apis__rbac.authorization.k8s.io__v1',
  'apis__scheduling.k8s.io__v1',
  'apis__storage.k8s.io__v1',
].map((name) => `api/openapi-spec/v3/${name}_openapi.json`)

/** What one of those files holds, with the enumerations that the code knows. */
export function takeNative(text: string, enums: Enums): Taken {
  const file = JSON.parse(text) as OpenApi
  const definitions = Object.entries(file.components?.schemas ?? {}).map(([name, schema]) => {
    const short = shortName(name)
    return [short, withEnums(special(short) ?? trim(schema), enums[short] ?? {})] as const
  })
  return { kinds: kindsOf(file), definitions: Object.fromEntries(definitions) }
}

interface GroupVersionKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

const GVK = 'x-kubernetes-group-version-kind'

/** A kind is what can be listed and created under one path; the others (Binding, TokenReview) are only asked. */
function kindsOf({ paths, components }: OpenApi): Record<string, KnownKind> {
  const keyOf = ({ group, version, kind }: GroupVersionKind) =>
    kindKey(group ? `${group}/${version}` : version, kind)
  const definitionOf = new Map(
    Object.entries(components?.schemas ?? {}).flatMap(([name, schema]) => {
      const [kind, ...more] = ((schema as Record<string, unknown>)[GVK] ?? []) as GroupVersionKind[]
      return kind && more.length === 0 ? [[keyOf(kind), shortName(name)] as const] : []
    }),
  )
  const found = Object.entries(paths).flatMap(([path, { get, post }]) => {
    const created = (post as Record<string, unknown> | undefined)?.[GVK] as GroupVersionKind | undefined
    const definition = created && definitionOf.get(keyOf(created))
    if (!get || !definition || path.endsWith('}')) return []
    return [[keyOf(created), { definition, namespaced: path.includes('/{namespace}/') }] as const]
  })
  return Object.fromEntries(found)
}

/** Types that write themselves as something else than their schema says. */
function special(name: string): Schema | undefined {
  if (name === 'resource.Quantity') return { format: 'quantity', 'x-kubernetes-int-or-string': true }
  if (name === 'intstr.IntOrString') return { 'x-kubernetes-int-or-string': true }
  return undefined
}

function withEnums(schema: Schema, fields: Enums[string]): Schema {
  if (!schema.properties) return schema
  const properties = Object.entries(schema.properties).map(([name, property]): [string, Schema] => {
    const values = fields[name]
    return [name, values ? withEnum(property, values) : property]
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}

function withEnum(schema: Schema, values: readonly string[]): Schema {
  const { items, additionalProperties } = schema
  if (items) return { ...schema, items: withEnum(items, values) }
  if (typeof additionalProperties === 'object')
    return { ...schema, additionalProperties: withEnum(additionalProperties, values) }
  return { ...schema, enum: values }
}
