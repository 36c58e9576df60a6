/**
 * Why a value can't be written as YAML: it holds something else than maps, lists, texts, finite numbers and booleans.
 *
 * @param where names the value in the answer. @returns the first thing, in words; nothing if it is plain data.
 */
export function dataFlaw(
  value: unknown,
  where = 'the result',
  above: readonly object[] = [],
): string | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return undefined
  if (value === undefined) return `${where} is undefined; leave it out, as defined({ … }) does`
  if (typeof value !== 'object' || value === null)
    return `${where} is ${typeof value === 'number' || value === null ? value : `of type ${typeof value}`}`
  if (above.includes(value)) return `${where} contains itself`
  const inner = [...above, value]
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      if (Array.isArray(each)) return `${where}[${index}] is a list in a list`
      const flaw = dataFlaw(each, `${where}[${index}]`, inner)
      if (flaw) return flaw
    }
    return undefined
  }
  if (Object.getPrototypeOf(value) !== Object.prototype)
    return `${where} is of type ${value.constructor?.name ?? 'unknown'}`
  for (const [key, each] of Object.entries(value)) {
    const flaw = dataFlaw(each, `${where}.${key}`, inner)
    if (flaw) return flaw
  }
  return undefined
}
