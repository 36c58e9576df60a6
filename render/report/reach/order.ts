/** What connects an item of a layer with one of the next, by their ids. */
export type Segment = readonly [left: string, right: string]

const SWEEPS = 8

/**
 * Orders the items within each layer so that few segments cross: every item goes to the mean place of its
 * neighbours, layer after layer, back and forth; the best of all tries is kept.
 *
 * @param layers the items of each layer. @param segments between neighbouring layers only.
 */
export function ordered(layers: readonly (readonly string[])[], segments: readonly Segment[]): string[][] {
  const rightOf = Map.groupBy(segments, ([left]) => left)
  const leftOf = Map.groupBy(segments, ([, right]) => right)
  let current = layers.map((layer) => [...layer])
  let best = current
  let fewest = crossings(current, segments)
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const onward = sweep % 2 === 0
    const places = placesIn(current)
    const next = current.map((layer) => [...layer])
    for (const index of onward ? next.keys() : [...next.keys()].reverse()) {
      const layer = next[index] as string[]
      const mean = new Map(
        layer.map((item) => {
          const near = onward
            ? (leftOf.get(item) ?? []).map(([left]) => left)
            : (rightOf.get(item) ?? []).map(([, right]) => right)
          const sum = near.reduce((total, each) => total + (places.get(each) ?? 0), 0)
          return [item, near.length > 0 ? sum / near.length : (places.get(item) ?? 0)]
        }),
      )
      layer.sort((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0))
      for (const [place, item] of layer.entries()) places.set(item, place)
    }
    current = next
    const now = crossings(current, segments)
    if (now < fewest) {
      best = current
      fewest = now
    }
  }
  return best
}

/** How many pairs of segments cross. */
export function crossings(layers: readonly (readonly string[])[], segments: readonly Segment[]): number {
  const places = placesIn(layers)
  const layerOf = new Map(layers.flatMap((layer, index) => layer.map((item) => [item, index] as const)))
  const between = Map.groupBy(segments, ([left]) => layerOf.get(left))
  const place = (item: string) => places.get(item) ?? 0
  return [...between.values()].reduce(
    (total, group) =>
      total +
      group.reduce(
        (sum, [left, right], index) =>
          sum +
          group
            .slice(index + 1)
            .filter((other) => (place(left) - place(other[0])) * (place(right) - place(other[1])) < 0).length,
        0,
      ),
    0,
  )
}

const placesIn = (layers: readonly (readonly string[])[]): Map<string, number> =>
  new Map(layers.flatMap((layer) => layer.map((item, place) => [item, place] as const)))
