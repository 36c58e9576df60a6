import type { Measurement } from '../measure.ts'
import type { Target } from '../targets.ts'

/** What is measured at every size. */
export const CASES = [
  { name: 'one setting, cold', change: 'one', kept: false },
  { name: 'one setting, base side kept', change: 'one', kept: true },
  { name: 'base, cold', change: 'base', kept: false },
  { name: 'base, base side kept', change: 'base', kept: true },
] as const

/** Medians of one case at one size. */
export interface Row {
  readonly environments: number
  /** Of the case. */
  readonly name: (typeof CASES)[number]['name']
  readonly own: Measurement
  /** Seconds of bare kustomize over both sides of every environment. */
  readonly bare: number
  /** Medians of the ratios within a round. */
  readonly ratio: number
  /** The same of processor time, which a busy machine changes little. */
  readonly processorRatio: number
}

/** Holds the sizes that were measured against what docs/performance.md promises. */
export function targets(rows: readonly Row[]): Target[] {
  const row = (environments: number, name: Row['name']) =>
    rows.find((each) => each.environments === environments && each.name === name)
  const ratio = (environments: number, name: Row['name'], most: number, what: string): Target[] => {
    const found = row(environments, name)
    if (!found) return []
    const promise = `${environments} environments, ${what}: at most ${most}x of two passes of bare kustomize`
    return [
      {
        promise,
        measured: `${found.ratio.toFixed(2)}x (${found.processorRatio.toFixed(2)}x of processor time)`,
        kept: found.ratio <= most,
      },
    ]
  }
  const peak = (environments: number) =>
    Math.max(...rows.filter((each) => each.environments === environments).map(({ own }) => own.bytes))
  const growth = peak(500) / peak(50)
  return [
    ...ratio(3, 'one setting, base side kept', 0.8, 'one changed, the base side kept'),
    ...ratio(50, 'one setting, cold', 0.6, 'one changed'),
    ...ratio(50, 'base, cold', 1.1, 'every one changed'),
    ...ratio(500, 'one setting, cold', 0.6, 'one changed'),
    ...ratio(500, 'base, cold', 1.1, 'every one changed'),
    ...(Number.isFinite(growth)
      ? [
          {
            promise: 'memory of 500 environments: at most 1.5x of 50',
            measured: `${growth.toFixed(2)}x (${Math.round(peak(500) / 2 ** 20)} MB)`,
            kept: growth <= 1.5,
          },
        ]
      : []),
  ]
}
