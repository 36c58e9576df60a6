import type { Resource } from '../../kubernetes/resource.ts'
import type { FieldChange } from '../model.ts'
import { canonical, step } from './canonical.ts'
import { HIDDEN, hideSecrets, nameOf, type Place } from './hide.ts'
import { type CustomLists, listRule } from './lists.ts'
import { mostSimilar } from './similarity.ts'

/** Two values of one field, and where they stand. */
interface Pair {
  readonly before: unknown
  readonly after: unknown
  readonly path: string
  readonly place: Place
}

/**
 * The fields in which a resource differs from what it was, as deep as both sides have them, in the order of their
 * paths' keys. Order, quantities and defaults count as they do for Kubernetes; secrets are hidden.
 */
export const fieldChanges = (before: Resource, after: Resource, lists?: CustomLists): FieldChange[] =>
  compare({ before, after, path: '', place: { kind: after.kind, shape: '', ...(lists && { lists }) } })

function compare(pair: Pair): FieldChange[] {
  const { before, after, place } = pair
  if (isSame(before, after) || text(before, place) === text(after, place)) return []
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, pair)
  if (isMap(before) && isMap(after)) return compareMaps(before, after, pair)
  return [shown(pair)]
}

function compareMaps(before: Fields, after: Fields, { path, place }: Pair): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return keys.flatMap((key) =>
    compare({
      before: before[key] ?? undefined,
      after: after[key] ?? undefined,
      path: step(path, key),
      place: { ...place, shape: step(place.shape, key), name: nameOf({ ...before, ...after }, key) },
    }),
  )
}

function compareLists(before: readonly unknown[], after: readonly unknown[], pair: Pair): FieldChange[] {
  const rule = listRule(pair.place.kind, pair.place.shape, pair.place.lists)
  if (rule.as === 'map') {
    const [old, now] = [keyed(before, rule.key), keyed(after, rule.key)]
    // Without a key of its own for each item, they are known by what they are.
    if (old && now) return [...compareKeyed(old, now, pair), ...(rule.ordered ? order(old, now, pair) : [])]
  }
  if (rule.as === 'sequence') return compareSequence(before, after, pair)
  return compareSets(before, after, pair)
}

const keyed = (items: readonly unknown[], key: (item: unknown) => string | undefined) => {
  const keys = items.map(key)
  const unique = new Set(keys).size === keys.length && !keys.includes(undefined)
  return unique ? new Map(items.map((item, index) => [keys[index] as string, item])) : undefined
}

type Keyed = ReadonlyMap<string, unknown>

const compareKeyed = (before: Keyed, after: Keyed, pair: Pair): FieldChange[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    compare(item(pair, key, before.get(key), after.get(key))),
  )

function order(before: Keyed, after: Keyed, { path }: Pair): FieldChange[] {
  const old = [...before.keys()].filter((key) => after.has(key))
  const now = [...after.keys()].filter((key) => before.has(key))
  return old.join() === now.join() ? [] : [{ path: `${path} (order)`, before: old, after: now }]
}

/** What is on one side only; what is left on both is paired by likeness, so that a changed item shows as changed. */
function compareSets(before: readonly unknown[], after: readonly unknown[], pair: Pair): FieldChange[] {
  const place = { ...pair.place, shape: `${pair.place.shape}[]` }
  const added = [...after]
  const gone = before.filter((each) => {
    const same = added.findIndex((other) => text(other, place) === text(each, place))
    if (same >= 0) added.splice(same, 1)
    return same < 0
  })
  const changed = gone.flatMap((each) => {
    const index = before.indexOf(each)
    const [like, likeness] = mostSimilar(each, added, place)
    if (likeness > 0) added.splice(added.indexOf(like), 1)
    return compare(item(pair, isMap(each) ? `${index}` : '', each, likeness > 0 ? like : undefined))
  })
  return [
    ...changed,
    ...added.flatMap((each) =>
      compare(item(pair, isMap(each) ? `${after.indexOf(each)}` : '', undefined, each)),
    ),
  ]
}

/** A list of plain values is shown whole. In others, what is equal at both ends stays out of it. */
function compareSequence(before: readonly unknown[], after: readonly unknown[], pair: Pair): FieldChange[] {
  if (![...before, ...after].some((each) => typeof each === 'object')) return [shown(pair)]
  const place = { ...pair.place, shape: `${pair.place.shape}[]` }
  const same = (a: unknown, b: unknown) => text(a, place) === text(b, place)
  const least = Math.min(before.length, after.length)
  let start = 0
  while (start < least && same(before[start], after[start])) start++
  let end = 0
  while (end < least - start && same(before.at(-1 - end), after.at(-1 - end))) end++
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)]
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) =>
    compare(item(pair, `${start + index}`, old[index], now[index])),
  ).flat()
}

const item = ({ path, place }: Pair, key: string, before: unknown, after: unknown): Pair => ({
  before,
  after,
  path: `${path}[${key}]`,
  place: { ...place, shape: `${place.shape}[]`, name: key },
})

function shown({ before, after, path, place }: Pair): FieldChange {
  const [old, now] = [hideSecrets(before, place), hideSecrets(after, place)]
  // One that is hidden on one side would tell the other by its absence.
  if (old === HIDDEN || now === HIDDEN)
    return {
      path,
      ...(old !== undefined && { before: HIDDEN }),
      ...(now !== undefined && { after: HIDDEN }),
      hidden: true,
    }
  return { path, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }
}

type Fields = Readonly<Record<string, unknown>>

const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Most values are the same to the letter, which is told much faster than that they mean the same. */
const isSame = (before: unknown, after: unknown): boolean =>
  before === after || JSON.stringify(before) === JSON.stringify(after)

const text = (value: unknown, { kind, shape, lists }: Place): string =>
  value === undefined || value === null ? '' : canonical(value, kind, shape, false, lists)
