import { at, entries } from '../kubernetes/resource.ts'
import { stepsOf } from '../problem/pointer.ts'

/**
 * Whether anything that a patch states stands in a resource. A patch that takes something away, or moves it, leaves
 * nothing to look for: it is taken to have done so.
 */
export const hasEffect = (content: unknown, resource: unknown): boolean =>
  Array.isArray(content)
    ? content.some((operation) => operationTrace(operation, resource))
    : holdsSome(withoutIdentity(content), resource)

function operationTrace(operation: unknown, resource: unknown): boolean {
  if (!['add', 'replace'].includes(String(at(operation, 'op')))) return true
  const path = stepsOf(String(at(operation, 'path')))
  // What stands before it in a list may have come or gone since.
  const inList = /^(-|\d+)$/.test(path.at(-1) ?? '')
  const found = at(resource, ...(inList ? path.slice(0, -1) : path))
  const value = at(operation, 'value')
  return Array.isArray(found) && inList ? found.some((each) => holdsAll(value, each)) : holdsAll(value, found)
}

/** What a patch says only to name the resource. */
function withoutIdentity(content: unknown): unknown {
  const { apiVersion, kind, metadata, ...rest } = Object(content)
  const { name, namespace, ...others } = Object(metadata)
  return { ...rest, metadata: others }
}

/** Whether one of the values below `wanted` is there, in any item where there are lists. */
function holdsSome(wanted: unknown, found: unknown): boolean {
  if (wanted === null) return true
  if (typeof wanted !== 'object') return wanted === found
  if (Array.isArray(wanted))
    return wanted.some((each) => Array.isArray(found) && found.some((item) => holdsSome(each, item)))
  return entries(wanted).some(([key, value]) => key === '$patch' || holdsSome(value, at(found, key)))
}

/** Whether everything below `wanted` is there; more may be, from those that came after. */
function holdsAll(wanted: unknown, found: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === found
  if (Array.isArray(wanted))
    return Array.isArray(found) && wanted.every((each) => found.some((item) => holdsAll(each, item)))
  return entries(wanted).every(([key, value]) => holdsAll(value, at(found, key)))
}
