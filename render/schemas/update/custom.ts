import { load } from 'js-yaml'
import { kindKey, type Schema } from '../../kubernetes/schema/data.ts'
import type { Taken } from './native.ts'
import { trim } from './trim.ts'

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string
    readonly scope: 'Namespaced' | 'Cluster'
    readonly names: { readonly kind: string }
    readonly versions: readonly {
      readonly name: string
      readonly served: boolean
      readonly schema: { readonly openAPIV3Schema: object }
    }[]
  }
}

/** The versions of a custom kind that are served. */
export function takeCustom(text: string): Taken {
  const { group, scope, names, versions } = (load(text) as CustomResourceDefinition).spec
  const served = versions
    .filter((version) => version.served)
    .map(({ name, schema }) => ({ key: kindKey(`${group}/${name}`, names.kind), schema }))
  return {
    kinds: Object.fromEntries(
      served.map(({ key }) => [key, { definition: key, namespaced: scope === 'Namespaced' }]),
    ),
    definitions: Object.fromEntries(
      served.map(({ key, schema }) => [key, withMetadata(closed(trim(schema.openAPIV3Schema)))]),
    ),
  }
}

/** A CRD says nothing of metadata: it is the same for all kinds. */
const withMetadata = (schema: Schema): Schema => ({
  ...schema,
  properties: { ...schema.properties, metadata: { $ref: 'meta.v1.ObjectMeta' } },
})

/** In a CRD an object without properties holds nothing, where in Kubernetes' own files it may hold anything. */
function closed(schema: Schema): Schema {
  const { items, properties, additionalProperties } = schema
  const open = properties || additionalProperties || schema['x-kubernetes-preserve-unknown-fields']
  return {
    ...schema,
    ...(schema.type === 'object' && !open && { properties: {} }),
    ...(items && { items: closed(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: closed(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [name, closed(value)]),
      ),
    }),
  }
}
