import { at } from '../resource.ts'
import type { Schema } from './data.ts'
import { wrongValue } from './violation.ts'
import { type Rules, report, type Walk } from './walk.ts'

/** A list: each of its items, how many there are, and that none stands twice where that means something. */
export function checkList(
  walk: Walk,
  schema: Schema,
  value: readonly unknown[],
  rules?: Rules[string],
  field?: string,
): void {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema
  for (const [index, item] of value.entries()) {
    walk.path.push(index)
    if (items) walk.visit(walk, items, item, rules, field)
    walk.path.pop()
  }
  if (value.length < minItems) report(walk, `Expected at least ${minItems}, found ${value.length}.`)
  if (value.length > maxItems) report(walk, `Expected at most ${maxItems}, found ${value.length}.`)
  checkTwice(walk, schema, value)
}

/**
 * Server-side apply, with which Argo CD syncs here, refuses two items with the same keys.
 *
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
function checkTwice(walk: Walk, schema: Schema, value: readonly unknown[]): void {
  const type = schema['x-kubernetes-list-type']
  if (value.length < 2 || (type !== 'map' && type !== 'set')) return
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  const defaults = defaultsOf(walk, schema.items)
  const seen = new Set<string>()
  for (const [index, item] of value.entries()) {
    const parts = keys.map((key) => at(item, key) ?? defaults(key))
    const identity = JSON.stringify(type === 'set' ? item : parts)
    if (seen.has(identity)) {
      const named = keys.map((key, part) => [key, parts[part]]).filter(([, part]) => part !== undefined)
      const what = type === 'set' ? JSON.stringify(item) : named.map((part) => part.join(' ')).join(', ')
      walk.found.push(wrongValue([...walk.path, index], `Stands in the list twice: ${what}.`))
    }
    seen.add(identity)
  }
}

/** Two ports of the same number are one port, whether or not they say TCP. */
function defaultsOf({ schemas }: Walk, items: Schema = {}): (key: string) => unknown {
  const { properties = {} } = (items.$ref !== undefined && schemas.definitions[items.$ref]) || items
  return (key) => properties[key]?.default
}
