import { parseQuantity } from '../../kubernetes/quantity/parse.ts'
import { type CustomLists, DEFAULTS, listRule } from './lists.ts'

/** Fields that hold quantities: `1000m` and `1` are the same there, and nowhere else. */
const QUANTITY =
  /\.(requests|limits|hard|capacity|default|defaultRequest|max|min|maxLimitRequestRatio)\.[^[\]]+$|\.(sizeLimit|averageValue|divisor)$|\.metric\.value$/

/** Lists whose items have a protocol, which defaults to TCP. */
const WITH_PROTOCOL = /\.ports\[\]$/

/**
 * A value as one text, the same for values that Kubernetes takes for the same: whatever the order of keys and of
 * lists that have none, with quantities as numbers, defaults that are part of a key filled in, and without nulls.
 *
 * @param shape the path of the value, with `[]` for items. @param ordered keeps lists in their order.
 * @param lists what lists of a custom kind are.
 */
export function canonical(
  value: unknown,
  kind: string,
  shape: string,
  ordered = false,
  lists?: CustomLists,
): string {
  if (Array.isArray(value)) {
    const texts = value.map((item) => canonical(item, kind, `${shape}[]`, ordered, lists))
    const rule = listRule(kind, shape, lists)
    const sorted = !ordered && rule.as !== 'sequence' && !(rule.as === 'map' && rule.ordered)
    return `[${(sorted ? texts.sort() : texts).join()}]`
  }
  if (typeof value === 'object' && value !== null) {
    const whole = WITH_PROTOCOL.test(shape) ? { ...DEFAULTS, ...value } : value
    const texts = Object.entries(whole)
      .filter(([, each]) => each !== null && each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([key, each]) => `${JSON.stringify(key)}:${canonical(each, kind, step(shape, key), ordered, lists)}`,
      )
    return `{${texts.join()}}`
  }
  const quantity = QUANTITY.test(shape) ? parseQuantity(value) : undefined
  return quantity === undefined ? (JSON.stringify(value) ?? 'null') : `${quantity.nanos}n`
}

/** The path of a key below another. */
export const step = (path: string, key: string): string =>
  path === '' ? key : /^[\w-]+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`
