import { type EdgeLabel, Graph, type NodeLabel, type Point, layout as place } from '@dagrejs/dagre'

/** A box to be placed. */
export interface Box {
  readonly id: string
  readonly width: number
  readonly height: number
  /** How far below its upper edge arrows leave it. */
  readonly out: number
}

/** From one box to another. */
export interface Arrow {
  readonly from: string
  readonly to: string
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
const BETWEEN_BOXES = 22

/** Where a column of boxes begins, and how wide its widest box is. */
interface Column {
  readonly x: number
  readonly width: number
}

/**
 * Dagre's layered layout, from left to right, with arrows that leave and enter boxes at heights of their own. Boxes
 * never overlap, and arrows pass between boxes, never through one.
 *
 * @param connections between two different boxes each, by their ids.
 */
export function layout(boxes: readonly Box[], connections: readonly Connection[]): Layout {
  const graph = new Graph<object, NodeLabel, EdgeLabel>({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', ranksep: BETWEEN_COLUMNS, nodesep: BETWEEN_BOXES, edgesep: BETWEEN_BOXES })
  // Dagre aligns the middles of boxes: it gets boxes whose middle is where arrows leave, so that a chain is straight.
  // Numbers for ids: a box may be called like something that every object has.
  const node = new Map(boxes.map(({ id }, index) => [id, `n${index}`]))
  const nodeOf = (id: string) => node.get(id) as string
  for (const { id, width, height, out } of boxes)
    graph.setNode(nodeOf(id), { width, height: 2 * Math.max(out, height - out) })
  for (const [index, { from, to }] of connections.entries())
    graph.setEdge(nodeOf(from), nodeOf(to), { width: 0, height: 0 }, String(index))
  place(graph)

  const centre = (id: string) => graph.node(nodeOf(id)) as Required<NodeLabel>
  const columns = columnsOf(boxes, (id) => centre(id).x)
  const columnOf = (x: number) => columns.find((column) => x >= column.x && x <= column.x + column.width)
  const placed = boxes.map((box): Placed => {
    const { x, y } = centre(box.id)
    // All boxes of a column are equally wide, so that the space between columns is free.
    return { ...box, ...(columnOf(x) as Column), y: y - box.out }
  })
  const at = new Map(placed.map((box) => [box.id, box]))
  const ways = connections.map((connection, index): Way => {
    const { points = [] }: EdgeLabel = graph.edge(
      nodeOf(connection.from),
      nodeOf(connection.to),
      String(index),
    )
    const [from, to] = [at.get(connection.from) as Placed, at.get(connection.to) as Placed]
    const lanes = (points as Point[]).slice(1, -1).flatMap(({ x, y }) => {
      const column = columnOf(x)
      return column ? [{ ...column, y }] : []
    })
    return { connection, points: through(connection, from, lanes, to) }
  })
  return moved(placed, ways)
}

const columnsOf = (boxes: readonly Box[], centreOf: (id: string) => number): Column[] =>
  [...Map.groupBy(boxes, ({ id }) => centreOf(id))].map(([centre, same]) => {
    const width = Math.max(...same.map((box) => box.width))
    return { x: centre - width / 2, width }
  })

/** Out of the first box, along both sides of every column that it passes, into the last. */
function through(
  connection: Connection,
  from: Placed,
  lanes: readonly (Column & { readonly y: number })[],
  to: Placed,
): (readonly [number, number])[] {
  const back = to.x < from.x
  const sides = ({ x, width }: Column) => (back ? [x + width, x] : [x, x + width]) as [number, number]
  return [
    [sides(from)[1], from.y + from.out],
    ...lanes.flatMap((lane) => sides(lane).map((x) => [x, lane.y] as const)),
    [sides(to)[0], to.y + connection.into],
  ]
}

/** With the upper left corner at 0, 0. */
function moved(boxes: readonly Placed[], ways: readonly Way[]): Layout {
  if (boxes.length === 0) return { width: 0, height: 0, boxes, ways }
  const heights = ways.flatMap(({ points }) => points.map(([, y]) => y))
  const left = Math.min(...boxes.map(({ x }) => x))
  const top = Math.min(...boxes.map(({ y }) => y), ...heights)
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width)) - left,
    height: Math.max(...boxes.map(({ y, height }) => y + height), ...heights) - top,
    boxes: boxes.map((box) => ({ ...box, x: box.x - left, y: box.y - top })),
    ways: ways.map(({ connection, points }) => ({
      connection,
      points: points.map(([x, y]) => [x - left, y - top] as const),
    })),
  }
}
