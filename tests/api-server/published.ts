import { Ajv } from 'ajv'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { OPENAPI_FILES } from '../../render/schemas/update/native.ts'

type Json = Readonly<Record<string, unknown>>

interface OpenApi {
  readonly components?: { readonly schemas?: Readonly<Record<string, Json>> }
}

const GVK = 'x-kubernetes-group-version-kind'

/**
 * What the OpenAPI files that a Kubernetes release publishes say of manifests, by another validator than `validate`'s and
 * from other data: as they are, but for fields that they don't state, which are refused.
 *
 * @param read a file of Kubernetes' source.
 * @returns what is wrong with a manifest, nothing if it is right, and `unknown kind` if the files lack its kind.
 */
export function publishedSchemas(read: (path: string) => string): (manifest: Resource) => string | undefined {
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false })
  const places = new Map<string, string>()
  for (const file of OPENAPI_FILES) {
    const schemas = (JSON.parse(read(file)) as OpenApi).components?.schemas ?? {}
    const closed = Object.entries(schemas).map(([name, schema]) => [name, close(schema)])
    ajv.addSchema({ $id: file, components: { schemas: Object.fromEntries(closed) } })
    for (const [name, schema] of Object.entries(schemas)) {
      const kinds = (schema[GVK] ?? []) as readonly { group: string; version: string; kind: string }[]
      const [own, ...others] = kinds
      if (!own || others.length > 0) continue
      const apiVersion = own.group ? `${own.group}/${own.version}` : own.version
      places.set(`${apiVersion}/${own.kind}`, `${file}#/components/schemas/${name}`)
    }
  }
  return (manifest) => {
    const place = places.get(`${manifest.apiVersion}/${manifest.kind}`)
    if (place === undefined) return 'unknown kind'
    const validate = ajv.getSchema(place)
    if (!validate) throw new Error(`${place} is no schema`)
    return validate(withoutNulls(manifest)) ? undefined : ajv.errorsText(validate.errors)
  }
}

const close = (schema: Json): Json =>
  schema['properties'] && schema['additionalProperties'] === undefined
    ? { ...schema, additionalProperties: false }
    : schema

/** To the API server, a field of its own kinds that is null is not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === null ? [] : [[key, withoutNulls(each)]])),
  )
}
