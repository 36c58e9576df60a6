import type { Row } from './compare.ts'

/** A promise of docs/performance.md, and how far this run kept it. */
export interface Target {
  readonly promise: string
  readonly measured: string
  readonly kept: boolean
}

/** Holds the largest fleet, and its growth over a tenth of it, against what was promised. */
export function targets(rows: readonly Row[]): Target[] {
  const largest = rows.at(-1)
  const tenth = rows.find(({ environments }) => environments * 10 === largest?.environments)
  if (!largest || !tenth) return []
  const faster = largest.ratios.faster
  const growth = largest.cold.seconds / tenth.cold.seconds
  const peak = Math.max(...rows.flatMap(({ cold, unchanged }) => [cold.bytes, unchanged.bytes])) / 2 ** 20
  const share = largest.ratios.unchanged
  const size = `${largest.environments} environments`
  // The start of Node is most of a small fleet's time, so only the full one is held to these.
  const full = largest.environments >= 1000
  const megabytes = largest.environments > 1000 ? 600 : 300
  return [
    {
      promise: `${size} cold: at least ${full ? 6 : 1}x faster than cdk8s`,
      measured: `${faster.toFixed(1)}x`,
      kept: faster >= (full ? 6 : 1),
    },
    {
      promise: `${size} cost at most 11x of ${tenth.environments}`,
      measured: `${growth.toFixed(1)}x`,
      kept: growth <= 11,
    },
    { promise: `at most ${megabytes} MB`, measured: `${peak.toFixed(0)} MB`, kept: peak <= megabytes },
    {
      promise: `unchanged: at most ${full ? 0.7 : 1.1}x of cold`,
      measured: `${share.toFixed(2)}x`,
      kept: share <= (full ? 0.7 : 1.1),
    },
  ]
}
