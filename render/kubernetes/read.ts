import { CORE_SCHEMA, loadAll } from 'js-yaml'
import { mayNeedPrintable, printable } from '../problem/printable.ts'
import type { Resource } from './resource.ts'

/**
 * The resources of a YAML stream that kustomize wrote; empty documents are nothing.
 *
 * With `js-yaml`, which reads a built environment five times faster than `yaml`; the latter is for what people write,
 * where places and comments count.
 *
 * @throws {YAMLException} if it is not YAML. @throws {TypeError} if a document is no resource.
 */
export function readResources(manifests: string): Resource[] {
  const documents = loadAll(manifests, { schema: CORE_SCHEMA })
  if (mayNeedPrintable(manifests)) printable(documents)
  return documents.flatMap((value) => {
    if (value === null || value === undefined) return []
    if (isResource(value)) return [value]
    throw new TypeError('a document has no apiVersion, no kind or no metadata.name')
  })
}

function isResource(value: unknown): value is Resource {
  if (typeof value !== 'object' || value === null) return false
  const { apiVersion, kind, metadata } = value as Partial<Resource>
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata?.name === 'string'
}
