/** Something that wants to be at some height, and can't where its neighbours already are. */
export interface Wish {
  /** Its upper edge, where it would be best. */
  readonly top: number
  readonly height: number
}

/**
 * The upper edges of items that stand below each other in this order, as near to their wishes as they can be (by
 * least squares) with a gap between any two.
 *
 * Without heights and gaps this asks for the nearest rising sequence, which pooling neighbours that are out of order
 * gives: https://en.wikipedia.org/wiki/Isotonic_regression
 */
export function spread(wishes: readonly Wish[], gap: number): number[] {
  let used = 0
  const offsets = wishes.map(({ height }) => {
    const offset = used
    used += height + gap
    return offset
  })
  const pools: { sum: number; size: number }[] = []
  for (const [index, { top }] of wishes.entries()) {
    let pool = { sum: top - (offsets[index] ?? 0), size: 1 }
    for (let last = pools.at(-1); last && last.sum / last.size > pool.sum / pool.size; last = pools.at(-1)) {
      pool = { sum: pool.sum + last.sum, size: pool.size + last.size }
      pools.pop()
    }
    pools.push(pool)
  }
  const flat = pools.flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size))
  return flat.map((value, index) => value + (offsets[index] ?? 0))
}
