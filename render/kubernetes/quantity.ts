/** Powers of the units of https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const UNITS: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
}

/**
 * A Kubernetes quantity as a number: cores for CPU, bytes for memory and storage.
 *
 * @throws {RangeError} if the text is no quantity; the schema has refused such text before.
 */
export function toNumber(quantity: string): number {
  const match = /^([0-9]+(?:\.[0-9]+)?)([a-zA-Z]*)$/.exec(quantity)
  const unit = UNITS[match?.[2] ?? 'none']
  if (!match || unit === undefined) throw new RangeError(`not a Kubernetes quantity: ${quantity}`)
  return Number(match[1]) * unit
}
