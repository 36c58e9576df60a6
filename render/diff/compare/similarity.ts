import { canonical, step } from './canonical.ts'
import type { Place } from './hide.ts'

/**
 * The one of several values that has most in common with a value, and how many of its scalars; nothing and 0 if none
 * has anything.
 */
export function mostSimilar(value: unknown, others: readonly unknown[], place: Place): [unknown, number] {
  const known = new Set(leaves(value, place))
  return others
    .map((other): [unknown, number] => [other, leaves(other, place).filter((leaf) => known.has(leaf)).length])
    .reduce((best, each) => (each[1] > best[1] ? each : best), [undefined, 0])
}

/** Every scalar below a map or list, with its path. A scalar itself has none: it is the same or another. */
const leaves = (value: unknown, place: Place): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => {
        const path = Array.isArray(value) ? `${place.shape}[]` : step(place.shape, key)
        return typeof each === 'object'
          ? leaves(each, { ...place, shape: path })
          : [`${path}=${canonical(each, place.kind, path)}`]
      })
    : []
