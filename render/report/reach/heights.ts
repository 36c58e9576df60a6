import type { Box } from './layout.ts'
import { spread } from './spread.ts'

const BETWEEN_BOXES = 22
const ROUNDS = 8

/** `right` is straight across from `left` if its top is `drop` below the top of `left`. */
export interface Step {
  readonly left: string
  readonly right: string
  readonly drop: number
}

/** The upper edge of every item: as straight as all arrows together can be. */
export function heights(
  order: readonly (readonly string[])[],
  items: ReadonlyMap<string, Box>,
  steps: readonly Step[],
): Map<string, number> {
  const tops = new Map<string, number>()
  const into = Map.groupBy(steps, ({ right }) => right)
  const outOf = Map.groupBy(steps, ({ left }) => left)
  const top = (id: string): number => tops.get(id) ?? 0
  const settle = (layer: readonly string[], wish: (id: string) => number): void => {
    const found = spread(
      layer.map((id) => ({ top: wish(id), height: items.get(id)?.height ?? 0 })),
      BETWEEN_BOXES,
    )
    for (const [index, id] of layer.entries()) tops.set(id, found[index] ?? 0)
  }
  const wishOf = (id: string, sides: { onward: boolean; back: boolean }): number => {
    const wanted = [
      ...(sides.onward ? (into.get(id) ?? []) : []).map(({ left, drop }) => top(left) + drop),
      ...(sides.back ? (outOf.get(id) ?? []) : []).map(({ right, drop }) => top(right) - drop),
    ]
    return wanted.length > 0 ? wanted.reduce((sum, each) => sum + each, 0) / wanted.length : top(id)
  }
  for (const layer of order) settle(layer, () => 0)
  for (let round = 0; round < ROUNDS; round++)
    for (const layer of round % 2 === 0 ? order : order.toReversed())
      settle(layer, (id) => wishOf(id, { onward: true, back: true }))
  // At last only from left to right: the main chain becomes a straight line.
  for (const layer of order) settle(layer, (id) => wishOf(id, { onward: true, back: false }))
  const highest = Math.min(...tops.values())
  return new Map([...tops].map(([id, value]) => [id, value - highest]))
}
