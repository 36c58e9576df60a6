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
  const wishes = new Map<string, ((of: (id: string) => number) => number)[]>()
  for (const { left, right, drop } of steps) {
    wishes.set(right, [...(wishes.get(right) ?? []), (of) => of(left) + drop])
    wishes.set(left, [...(wishes.get(left) ?? []), (of) => of(right) - drop])
  }
  const top = (id: string): number => tops.get(id) ?? 0
  const settle = (layer: readonly string[], wish: (id: string) => number): void => {
    const found = spread(
      layer.map((id) => ({ top: wish(id), height: items.get(id)?.height ?? 0 })),
      BETWEEN_BOXES,
    )
    for (const [index, id] of layer.entries()) tops.set(id, found[index] ?? 0)
  }
  for (const layer of order) settle(layer, () => 0)
  for (let round = 0; round < ROUNDS; round++)
    for (const layer of round % 2 === 0 ? order : order.toReversed())
      settle(layer, (id) => {
        const wanted = wishes.get(id) ?? []
        return wanted.length > 0 ? wanted.reduce((sum, wish) => sum + wish(top), 0) / wanted.length : top(id)
      })
  const highest = Math.min(...tops.values())
  return new Map([...tops].map(([id, value]) => [id, value - highest]))
}
