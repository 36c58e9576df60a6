import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Box,
  type Connection,
  type Layout,
  layout,
  type Placed,
} from '../../render/report/reach/layout.ts'

const box = (id: string, height = 40): Box => ({ id, width: 60 + 10 * id.length, height, out: height / 2 })

/** Graphs of all shapes: with circles, with parts that don't hang together, with several arrows between the same two. */
const graphs = fc
  .integer({ min: 0, max: 14 })
  .chain((size) => {
    const place = fc.nat({ max: Math.max(0, size - 1) })
    const pairs = fc.array(fc.tuple(place, place, fc.integer({ min: 0, max: 20 })), {
      maxLength: size < 2 ? 0 : 30,
    })
    return fc.record({
      heights: fc.array(fc.integer({ min: 20, max: 120 }), { minLength: size, maxLength: size }),
      pairs,
    })
  })
  .map(({ heights, pairs }) => ({
    boxes: heights.map((height, index) => box(`n${index}`, height)),
    connections: pairs
      .filter(([from, to]) => from !== to)
      .map(([from, to, into]): Connection => ({ from: `n${from}`, to: `n${to}`, into })),
  }))

const overlap = (a: Placed, b: Placed): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Every piece of every way, as the rectangle that it lies in; a curve stays between the heights of its ends. */
const pieces = ({ ways }: Layout): Placed[] =>
  ways.flatMap(({ points }) =>
    points.slice(1).map(([x, y], index) => {
      const [fromX, fromY] = points[index] as readonly [number, number]
      const [left, top] = [Math.min(x, fromX), Math.min(y, fromY)]
      return { ...box('piece'), x: left, y: top, width: Math.abs(x - fromX), height: Math.abs(y - fromY) }
    }),
  )

describe('a layout', () => {
  test('never puts one box over another, nor an arrow through a box, nor anything outside of the picture', () => {
    fc.assert(
      fc.property(graphs, ({ boxes, connections }) => {
        const placed = layout(boxes, connections)
        for (const [index, a] of placed.boxes.entries()) {
          expect(
            a.x >= 0 && a.y >= 0 && a.x + a.width <= placed.width && a.y + a.height <= placed.height,
          ).toBe(true)
          expect(a.width).toBeGreaterThanOrEqual(boxes[index]?.width ?? Number.NaN)
          for (const b of placed.boxes.slice(index + 1)) expect(overlap(a, b), `${a.id} ${b.id}`).toBe(false)
          for (const piece of pieces(placed)) expect(overlap(a, piece), a.id).toBe(false)
        }
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  test('ends every arrow at the edge of its box, at the height it asks for', () => {
    fc.assert(
      fc.property(graphs, ({ boxes, connections }) => {
        const placed = layout(boxes, connections)
        const at = (id: string) => placed.boxes.find((each) => each.id === id) as Placed
        expect(placed.ways).toHaveLength(connections.length)
        for (const { connection, points } of placed.ways) {
          const [from, to] = [at(connection.from), at(connection.to)]
          const [first, last] = [points[0], points.at(-1)] as [[number, number], [number, number]]
          expect([from.x, from.x + from.width]).toContain(first[0])
          expect([to.x, to.x + to.width]).toContain(last[0])
          expect(first[1]).toBeCloseTo(from.y + from.out)
          expect(last[1]).toBeCloseTo(to.y + connection.into)
        }
      }),
      { numRuns: 200, seed: 7 },
    )
  })

  test('draws a chain as one straight line', () => {
    const chain = ['a', 'b', 'c'].map((id) => box(id))
    const { ways } = layout(chain, [
      { from: 'a', to: 'b', into: 20 },
      { from: 'b', to: 'c', into: 20 },
    ])
    expect(new Set(ways.flatMap(({ points }) => points.map(([, y]) => y))).size).toBe(1)
  })

  test('is the same every time', () => {
    fc.assert(
      fc.property(graphs, ({ boxes, connections }) => {
        expect(layout(boxes, connections)).toEqual(layout(boxes, connections))
      }),
      { numRuns: 50, seed: 7 },
    )
  })

  test('takes ids that every object has', () => {
    const ids = ['constructor', '__proto__', '_d1', 'a b']
    const placed = layout(
      ids.map((id) => box(id)),
      ids.slice(1).map((to, index) => ({ from: ids[index] as string, to, into: 20 })),
    )
    expect(placed.boxes.map(({ id }) => id)).toEqual(ids)
    expect(placed.ways.every(({ points }) => points.length === 2)).toBe(true)
  })

  test('of nothing is nothing', () => {
    expect(layout([], [])).toEqual({ width: 0, height: 0, boxes: [], ways: [] })
  })
})
