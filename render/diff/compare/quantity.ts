/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/: power of ten, power of two. */
const UNITS: Readonly<Record<string, readonly [number, number]>> = {
  n: [-9, 0],
  u: [-6, 0],
  m: [-3, 0],
  '': [0, 0],
  k: [3, 0],
  M: [6, 0],
  G: [9, 0],
  T: [12, 0],
  P: [15, 0],
  E: [18, 0],
  Ki: [0, 10],
  Mi: [0, 20],
  Gi: [0, 30],
  Ti: [0, 40],
  Pi: [0, 50],
  Ei: [0, 60],
}

/** What can be compared exactly: cores or bytes, in billionths. */
const BILLION = 9

/**
 * A quantity in billionths of a core or a byte, exactly, so that `1000m` and `1`, `1024Mi` and `1Gi` are one number;
 * finer parts are rounded up, as Kubernetes does. Undefined if it is no quantity.
 */
export function billionths(value: unknown): bigint | undefined {
  const match = /^([+-]?)([0-9]*)\.?([0-9]*)([a-zA-Z]{0,2}|[eE][+-]?[0-9]{1,3})$/.exec(String(value))
  if (!match || typeof value === 'object') return undefined
  const [, sign, whole = '', fraction = '', unit = ''] = match
  if (whole + fraction === '') return undefined
  const scale: readonly [number, number] | undefined = /^[eE][+-]?[0-9]/.test(unit)
    ? [Number(unit.slice(1)), 0]
    : UNITS[unit]
  if (!scale) return undefined
  const tens = BILLION + scale[0] - fraction.length
  const digits = BigInt(whole + fraction) << BigInt(scale[1])
  const size = tens >= 0 ? digits * 10n ** BigInt(tens) : roundedUp(digits, 10n ** BigInt(-tens))
  return sign === '-' ? -size : size
}

const roundedUp = (digits: bigint, by: bigint): bigint => (digits + by - 1n) / by

/** Whether a quantity is less than another; false if one of them is none. */
export function isLess(a: unknown, b: unknown): boolean {
  const [left, right] = [billionths(a), billionths(b)]
  return left !== undefined && right !== undefined && left < right
}
