import type { KubernetesSchemas, Schema } from '../../kubernetes/schema/data.ts'
import { difference } from '../../kubernetes/schema/delta.ts'

/**
 * The data file: one kind or definition a line, in the order of their names, so that an update can be read.
 *
 * @param before the version that it is written as a change of; none for the first.
 */
export function toText(after: KubernetesSchemas, before?: KubernetesSchemas): string {
  const { kubernetes, since, sources, kinds, definitions } = difference(after, before)
  return [
    '{',
    `"kubernetes": ${JSON.stringify(kubernetes)},`,
    ...(since === undefined ? [] : [`"since": ${JSON.stringify(since)},`]),
    `"sources": [\n${sources.map((source) => JSON.stringify(source)).join(',\n')}\n],`,
    `"kinds": ${lines(kinds)},`,
    `"definitions": ${lines(definitions)}`,
    '}\n',
  ].join('\n')
}

const lines = (record: Readonly<Record<string, unknown>>): string => {
  const sorted = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{\n${sorted.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n}`
}

/** Only what a kind leads to: the files describe lists and the API's own questions too. */
export function reachable(
  kinds: KubernetesSchemas['kinds'],
  definitions: KubernetesSchemas['definitions'],
): Record<string, Schema> {
  const found: Record<string, Schema> = {}
  const waiting = Object.values(kinds).map(({ definition }) => definition)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const definition = definitions[name]
    if (found[name]) continue
    if (!definition) throw new Error(`No definition named ${name} was found in the sources.`)
    found[name] = definition
    for (const [, next] of JSON.stringify(definition).matchAll(/"\$ref":"([^"]+)"/g))
      waiting.push(next as string)
  }
  return found
}
