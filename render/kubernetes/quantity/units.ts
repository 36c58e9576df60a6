/** How a quantity was written, and so how it is printed: `8M`, `8Mi` or `8e6`. */
export type Format = 'decimal' | 'binary' | 'exponent'

/** Powers of ten, by the suffix that stands for them. */
export const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
])

/** Powers of two, by the suffix that stands for them. */
export const BINARY: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
])

/** Every suffix that Kubernetes knows, smallest first. */
export const UNITS: readonly string[] = [...DECIMAL.keys(), ...BINARY.keys()].filter((unit) => unit !== '')
