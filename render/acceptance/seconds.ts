import { Temporal } from 'temporal-polyfill'

/** Whole seconds between two timestamps of the API server; undefined if either is unknown. */
export function secondsBetween(from: unknown, to: unknown): number | undefined {
  if (typeof from !== 'string' || typeof to !== 'string' || from === '' || to === '') return undefined
  const [start, end] = [from, to].map((each) => Temporal.Instant.from(each).epochMilliseconds)
  return Math.max(0, Math.round(((end as number) - (start as number)) / 1000))
}
