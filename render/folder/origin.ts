import { posix } from 'node:path'
import { load } from 'js-yaml'
import { at, type Resource } from '../kubernetes/resource.ts'

/** Where a built resource is from: the file that holds it, or the kustomization that generates it. */
export interface Origin {
  readonly file: string
  readonly generated: boolean
}

/**
 * Takes what kustomize says of a resource's origin out of it.
 *
 * @param annotation that holds it. @param prefix what its paths begin with, seen from the folder that was built.
 */
export function takeOrigin(
  resource: Resource,
  annotation: string,
  prefix: string,
): { readonly resource: Resource; readonly origin: Origin | undefined } {
  const { resource: plain, text } = takeAnnotation(resource, annotation)
  if (text === undefined) return { resource, origin: undefined }
  const said = load(text)
  const [path, configured] = [at(said, 'path'), at(said, 'configuredIn')]
  const file = typeof path === 'string' ? path : configured
  if (typeof file !== 'string') return { resource: plain, origin: undefined }
  const inTree = posix.normalize(file)
  return {
    resource: plain,
    origin: inTree.startsWith(prefix)
      ? { file: inTree.slice(prefix.length), generated: typeof path !== 'string' }
      : undefined,
  }
}

/** A resource without an annotation, and what it says. */
export function takeAnnotation(
  resource: Resource,
  annotation: string,
): { readonly resource: Resource; readonly text: string | undefined } {
  const text = resource.metadata.annotations?.[annotation]
  if (typeof text !== 'string') return { resource, text: undefined }
  const { [annotation]: _, ...annotations } = resource.metadata.annotations ?? {}
  const { annotations: __, ...metadata } = resource.metadata
  const plain = {
    ...resource,
    metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata,
  } as Resource
  return { resource: plain, text }
}
