/** From one box to another. */
export interface Arrow {
  readonly from: string
  readonly to: string
}

/**
 * Puts nodes into layers, so that arrows lead from left to right: each node stands one layer after the last of those
 * that reach it, and what nothing reaches stands right before the first that it reaches. Arrows that close a circle
 * lead back.
 *
 * @param nodes in the order in which circles are entered. @returns the layer of each node, the first is 0.
 */
export function layersOf(nodes: readonly string[], arrows: readonly Arrow[]): Map<string, number> {
  const forward = withoutCircles(nodes, arrows)
  const before = Map.groupBy(forward, ({ to }) => to)
  const after = Map.groupBy(forward, ({ from }) => from)
  const layers = new Map<string, number>()
  const layerOf = (node: string): number => {
    const known = layers.get(node)
    if (known !== undefined) return known
    const layer = Math.max(-1, ...(before.get(node) ?? []).map(({ from }) => layerOf(from))) + 1
    layers.set(node, layer)
    return layer
  }
  for (const node of nodes) layerOf(node)
  for (const node of nodes) {
    const next = (after.get(node) ?? []).map(({ to }) => layers.get(to) ?? 0)
    if (!before.has(node) && next.length > 0) layers.set(node, Math.min(...next) - 1)
  }
  return layers
}

/** The arrows without those that lead back to where a walk along them came from, or to their own beginning. */
function withoutCircles(nodes: readonly string[], arrows: readonly Arrow[]): Arrow[] {
  const out = Map.groupBy(arrows, ({ from }) => from)
  const state = new Map<string, 'open' | 'done'>()
  const kept: Arrow[] = []
  const visit = (node: string): void => {
    state.set(node, 'open')
    for (const arrow of out.get(node) ?? []) {
      if (state.get(arrow.to) === 'open') continue
      kept.push(arrow)
      if (!state.has(arrow.to)) visit(arrow.to)
    }
    state.set(node, 'done')
  }
  // Where nothing leads to, a walk begins best: then what leads back is really a way back.
  const reached = new Set(arrows.filter(({ from, to }) => from !== to).map(({ to }) => to))
  for (const node of [...nodes.filter((name) => !reached.has(name)), ...nodes])
    if (!state.has(node)) visit(node)
  return kept
}
