import * as fc from 'fast-check'
import { readResources } from '../../render/kubernetes/read.ts'
import { at, type Resource } from '../../render/kubernetes/resource.ts'

/** What a field may hold after a mistake or an attack; `undefined` removes the field. */
const VALUES: readonly unknown[] = [
  ...[undefined, null, true, 0, -1, 1.5, 1e300, [], {}, [null], [[]], [{}], { a: null }, { '': [] }],
  ...[
    '',
    ' ',
    'x',
    '(',
    '*',
    '[',
    '\\',
    '\u0000',
    '-1',
    '1e9',
    '9'.repeat(400),
    '10.0.0.0/99',

    '$(X)',
  ],
  // Names that every object has.
  ...['constructor', '__proto__', 'toString', ['hasOwnProperty'], { constructor: { prototype: 1 } }],
  ...[
    { toString: 1, valueOf: 1 },
    [{ toString: null }],
    { toJSON: 1, length: -1 },
    JSON.parse('{"__proto__": {}}'),
  ],
]

/** A field to change: which resource, which of its fields, and which value; each number counts around. */
interface Harm {
  readonly resource: number
  readonly field: number
  readonly value: number
}

const harm = fc.record({ resource: fc.nat(), field: fc.nat(), value: fc.nat(VALUES.length - 1) })

/** Up to thirty harms at once: one mistake may keep a rule from meeting the next. */
export const harms: fc.Arbitrary<Harm[]> = fc.array(harm, { minLength: 1, maxLength: 30 })

/**
 * Resources with fields that are missing or of another type, as they come out of a file. What makes them resources
 * (apiVersion, kind and name) stays, for `readResources` lets nothing else through.
 */
export function harmed(resources: readonly Resource[], list: readonly Harm[]): Resource[] {
  const changed = structuredClone(resources) as Resource[]
  for (const { resource, field, value } of list) {
    const places = [...placesIn(changed[resource % changed.length])]
    const place = places[field % places.length]
    if (!place) continue
    const parent = at(changed[resource % changed.length], ...place.slice(0, -1)) as Record<string, unknown>
    const last = String(place.at(-1))
    if (VALUES[value] === undefined && !Array.isArray(parent)) delete parent[last]
    else parent[last] = structuredClone(VALUES[value] ?? null)
  }
  return readResources(changed.map((each) => JSON.stringify(each)).join('\n---\n'))
}

type Path = readonly (string | number)[]

function* placesIn(value: unknown, path: Path = []): Iterable<Path> {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key]
    if (!/^(apiVersion|kind|metadata|metadata\.name)$/.test(place.join('.'))) yield place
    yield* placesIn((value as Record<string, unknown>)[key], place)
  }
}
