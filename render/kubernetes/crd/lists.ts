import { at, type Resource } from '../resource.ts'
import { kindKey, type Schema } from '../schema/data.ts'
import type { CustomKinds } from './definition.ts'

/** How server-side apply tells the items of a list apart: by some keys, with their defaults, or by what they are. */
export type ListType =
  | {
      readonly as: 'map'
      readonly keys: readonly string[]
      readonly defaults: Readonly<Record<string, unknown>>
    }
  | { readonly as: 'set' }

/**
 * What a list of a custom kind is by its definition; nothing for one that is replaced as a whole, and for other kinds.
 *
 * @param shape the path of the list, such as `spec.listeners[].routes`: `[]` for the items of a list.
 */
export function listTypeOf(
  { kinds, definitions }: CustomKinds,
  { apiVersion, kind }: Pick<Resource, 'apiVersion' | 'kind'>,
  shape: string,
): ListType | undefined {
  const key = kindKey(apiVersion, kind)
  if (!Object.hasOwn(kinds, key)) return undefined
  let schema: Schema | undefined = definitions[key]
  for (const [step, name = step] of shape.matchAll(/\[\]|\[([^\]]+)\]|[^.[\]]+/g))
    schema = step === '[]' ? schema?.items : fieldOf(schema, name)
  const type = schema?.['x-kubernetes-list-type']
  if (type === 'set') return { as: 'set' }
  if (type !== 'map') return undefined
  const keys = schema?.['x-kubernetes-list-map-keys'] ?? []
  const defaults = keys.map((name) => [name, fieldOf(schema?.items, name)?.default])
  return { as: 'map', keys, defaults: Object.fromEntries(defaults) }
}

function fieldOf(schema: Schema | undefined, name: string): Schema | undefined {
  const known = (at(schema?.properties, name) ?? schema?.additionalProperties) as Schema | boolean | undefined
  return typeof known === 'object' ? known : undefined
}
