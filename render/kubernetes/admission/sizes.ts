import { podTemplateOf } from '../pods.ts'
import { at, entries, type Resource } from '../resource.ts'
import { type Path, type SchemaViolation, wrongValue } from '../schema/violation.ts'
import type { Part } from './part.ts'

/** MaxSecretSize in pkg/apis/core/types.go: the values of a ConfigMap or Secret together, keys not counted. */
const MAX_DATA = 1024 * 1024

/** TotalAnnotationSizeLimitB in k8s.io/apimachinery/pkg/api/validation: keys and values together. */
const MAX_ANNOTATIONS = 256 * 1024

/** What etcd takes in one request by default: https://etcd.io/docs/v3.6/dev-guide/limit/ */
const MAX_OBJECT = 1.5 * 1024 * 1024

/**
 * How large an object may be. Server-side apply adds no annotation with a copy of it, as client-side apply does, so that
 * only the manifest itself counts.
 */
export function checkSizes(manifest: Part): SchemaViolation[] {
  const resource = manifest.value as Resource
  const template = podTemplateOf(resource)?.path.slice(0, -1) ?? []
  const annotated = template.length > 0 ? [[], template] : [[]]
  const found = [
    ...(['ConfigMap', 'Secret'].includes(resource.kind) ? dataSize(resource) : []),
    ...annotated.flatMap((path) => annotationsSize(resource, [...path, 'metadata', 'annotations'])),
  ]
  if (found.length > 0) return found
  const size = bytes(JSON.stringify(resource))
  return size > MAX_OBJECT
    ? [wrongValue([], `The object is ${size} bytes: etcd stores at most ${MAX_OBJECT} bytes (1.5 MiB).`)]
    : []
}

function dataSize(resource: Resource): SchemaViolation[] {
  const encoded = resource.kind === 'Secret' ? ['data'] : ['binaryData']
  const values = ['data', 'binaryData', 'stringData'].flatMap((field) =>
    entries(at(resource, field)).map(([key, value]) => ({
      path: [field, key],
      size: encoded.includes(field) ? decoded(value) : bytes(value),
    })),
  )
  const total = values.reduce((sum, { size }) => sum + size, 0)
  const [largest] = values.sort((a, b) => b.size - a.size)
  if (!largest || total <= MAX_DATA) return []
  const share = values.length > 1 ? `, ${largest.size} of them in ${largest.path.at(-1)}` : ''
  return [
    wrongValue(
      largest.path,
      `The data of the ${resource.kind} is ${total} bytes${share}: at most ${MAX_DATA} bytes (1 MiB) are allowed.`,
    ),
  ]
}

function annotationsSize(resource: Resource, path: Path): SchemaViolation[] {
  const all = entries(at(resource, ...path))
  const total = all.reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0)
  return total > MAX_ANNOTATIONS
    ? [
        wrongValue(
          path,
          `The annotations are ${total} bytes: at most ${MAX_ANNOTATIONS} bytes (256 KiB) are allowed.`,
        ),
      ]
    : []
}

const bytes = (value: unknown): number => (typeof value === 'string' ? Buffer.byteLength(value) : 0)

/** Base64 holds three bytes in four characters. */
const decoded = (value: unknown): number =>
  typeof value === 'string' ? Buffer.byteLength(value.replaceAll(/\s/g, ''), 'base64') : 0
