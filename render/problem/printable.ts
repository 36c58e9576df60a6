/**
 * Makes every map of a YAML document one that a message can quote. A map with the key `toString` or `valueOf`, which
 * may well be a label or a setting, throws where JavaScript converts it to text.
 *
 * @returns the same value; only maps with such a key are changed, by a property that is not enumerable.
 */
export function printable<T>(value: T, seen = new Set<unknown>()): T {
  // An alias stands for the same map again, and may be inside of it.
  if (typeof value !== 'object' || value === null || seen.has(value)) return value
  seen.add(value)
  if (Object.hasOwn(value, 'toString') || Object.hasOwn(value, 'valueOf'))
    Object.defineProperty(value, Symbol.toPrimitive, { value: asJson })
  for (const each of Object.values(value)) printable(each, seen)
  return value
}

/** Whether a YAML text may hold such a map, which is quicker to see than the map. */
export const mayNeedPrintable = (text: string): boolean => /toString|valueOf/.test(text)

function asJson(this: object): string {
  return JSON.stringify(this)
}
