/**
 * Which of the values are marked as different: all but the one that more than half of the environments have; every
 * one if none is that common; none if all are the same.
 */
export function differing(keys: readonly string[]): boolean[] {
  const [common] =
    [...Map.groupBy(keys, (key) => key)].find(([, same]) => same.length * 2 > keys.length) ?? []
  return keys.map((key) => key !== common)
}
