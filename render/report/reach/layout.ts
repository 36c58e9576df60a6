import { heights } from './heights.ts'
import { type Arrow, layersOf } from './layers.ts'
import { ordered, type Segment } from './order.ts'

/** A box to be placed. */
export interface Box {
  readonly id: string
  readonly width: number
  readonly height: number
  /** How far below its upper edge arrows leave it. */
  readonly out: number
}

/** An arrow that ends `into` below the upper edge of the box it leads to. Lengths are pixels throughout. */
export interface Connection extends Arrow {
  readonly into: number
}

export interface Placed extends Box {
  readonly x: number
  readonly y: number
}

/** The way of an arrow: straight from each odd point to the next, curved between a pair and the next one. */
export interface Way {
  readonly connection: Connection
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: readonly Placed[]
  readonly ways: readonly Way[]
}

const BETWEEN_COLUMNS = 72
/** What an arrow that passes a layer takes of it, as if it were a box. */
const LANE = { width: 0, height: 6, out: 3 }

/**
 * A layered layout, after Sugiyama: boxes never overlap, and arrows pass between boxes, never through one.
 *
 * @param connections between two different boxes each, by their ids.
 */
export function layout(boxes: readonly Box[], connections: readonly Connection[]): Layout {
  const layerOf = layersOf(
    boxes.map(({ id }) => id),
    connections,
  )
  const size = Math.max(-1, ...layerOf.values()) + 1
  const items = new Map<string, Box>(boxes.map((box) => [box.id, box]))
  const layers: string[][] = Array.from({ length: size }, () => [])
  for (const { id } of boxes) layers[layerOf.get(id) ?? 0]?.push(id)

  const routes = connections.map((connection, index) => {
    const [from, to] = [layerOf.get(connection.from) ?? 0, layerOf.get(connection.to) ?? 0]
    const lanes = between(from, to).map((layer) => {
      const id = JSON.stringify(['lane', index, layer])
      items.set(id, { id, ...LANE })
      layers[layer]?.push(id)
      return id
    })
    return { connection, stops: [connection.from, ...lanes, connection.to], back: to < from }
  })
  const steps = routes.flatMap(({ connection, stops, back }) =>
    stops.slice(1).map((to, index) => {
      const from = stops[index] as string
      const into = to === connection.to ? connection.into : LANE.out
      const out = items.get(from)?.out ?? 0
      return back ? { left: to, right: from, drop: into - out } : { left: from, right: to, drop: out - into }
    }),
  )
  const order = ordered(
    layers,
    steps.map(({ left, right }): Segment => [left, right]),
  )
  const tops = heights(order, items, steps)
  const columns = columnsOf(order, items)
  const placed = (id: string): Placed => {
    const column = columns[order.findIndex((layer) => layer.includes(id))] ?? { x: 0, width: 0 }
    // All boxes of a column are equally wide, so that the space between columns is free.
    return { ...(items.get(id) as Box), ...column, y: tops.get(id) ?? 0 }
  }
  const all = boxes.map(({ id }) => placed(id))
  const ways = routes.map(({ connection, stops, back }) => way(connection, stops.map(placed), back))
  const last = columns.at(-1)
  return {
    width: last ? last.x + last.width : 0,
    height: Math.max(
      0,
      ...all.map(({ y, height }) => y + height),
      ...ways.flatMap(({ points }) => points.map(([, y]) => y)),
    ),
    boxes: all,
    ways,
  }
}

/** The layers strictly between two, in the order of the way. */
const between = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, Math.abs(to - from) - 1) }, (_, index) =>
    to > from ? from + 1 + index : from - 1 - index,
  )

function columnsOf(
  order: readonly (readonly string[])[],
  items: ReadonlyMap<string, Box>,
): { x: number; width: number }[] {
  let x = 0
  return order.map((layer) => {
    const column = { x, width: Math.max(0, ...layer.map((id) => items.get(id)?.width ?? 0)) }
    x += column.width + BETWEEN_COLUMNS
    return column
  })
}

/** Out of the first stop, along both sides of every lane, into the last. */
function way(connection: Connection, stops: readonly Placed[], back: boolean): Way {
  const points = stops.flatMap((stop, index): [number, number][] => {
    const [left, right] = [stop.x, stop.x + stop.width]
    if (index === 0) return [[back ? left : right, stop.y + stop.out]]
    if (index === stops.length - 1) return [[back ? right : left, stop.y + connection.into]]
    const y = stop.y + stop.out
    return back
      ? [
          [right, y],
          [left, y],
        ]
      : [
          [left, y],
          [right, y],
        ]
  })
  return { connection, points }
}
