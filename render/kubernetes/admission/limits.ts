import { parseQuantity } from '../quantity/parse.ts'
import { compare, isWhole, ZERO } from '../quantity/quantity.ts'
import { at, entries } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { isGiven, type Part, part, parts, twice } from './part.ts'

/** From the least to the most that a limit may be. */
const ORDER = ['min', 'defaultRequest', 'default', 'max']

/** LimitRanges: ValidateLimitRange in Kubernetes. */
export function checkLimitRange(manifest: Part): SchemaViolation[] {
  const limits = parts(manifest, 'spec', 'limits')
  return [
    ...twice(limits, ({ value }) => at(value, 'type'), 'type'),
    ...limits.flatMap((limit) => [...ordered(limit), ...defaults(limit)]),
  ]
}

function ordered({ path, value }: Part): SchemaViolation[] {
  return ORDER.flatMap((low, index) =>
    ORDER.slice(index + 1).flatMap((high) =>
      entries(at(value, low)).flatMap(([name, least]) => {
        const [less, more] = [parseQuantity(least), parseQuantity(at(value, high, name))]
        return !less || !more || compare(less, more) <= 0
          ? []
          : [wrongValue([...path, low, name], `${low} ${least} is above ${high} ${at(value, high, name)}.`)]
      }),
    ),
  )
}

/** Only containers are given defaults. */
const defaults = ({ path, value }: Part): SchemaViolation[] =>
  at(value, 'type') === 'Pod'
    ? ['default', 'defaultRequest']
        .filter((field) => isGiven(at(value, field)))
        .map((field) => wrongKey([...path, field], 'The type Pod has no defaults: remove this.'))
    : []

/** ResourceQuotas: ValidateResourceQuotaSpec in Kubernetes. Objects are counted in whole numbers. */
export function checkQuota(manifest: Part): SchemaViolation[] {
  const hard = part(manifest, 'spec', 'hard')
  return [...scopes(manifest), ...whole(hard)]
}

const whole = (hard: Part): SchemaViolation[] =>
  entries(hard.value)
    .filter(([name]) => !/cpu|memory|storage|hugepages/.test(name))
    .filter(([, value]) => !isWhole(parseQuantity(value) ?? ZERO))
    .map(([name, value]) => wrongValue([...hard.path, name], `Expected a whole number, found ${value}.`))

/** A scope limits pods alone, and that of pods without requests limits nothing but their number. */
function scopes(manifest: Part): SchemaViolation[] {
  const hard = entries(part(manifest, 'spec', 'hard').value).map(([name]) => name)
  return parts(manifest, 'spec', 'scopes').flatMap(({ path, value }) => {
    const counts = value === 'BestEffort' ? /^(count\/)?pods$/ : /^(count\/)?pods$|cpu|memory/
    const strange = hard.find((name) => !counts.test(name))
    return strange === undefined
      ? []
      : [wrongValue(path, `The scope ${value} can't limit ${strange}: remove one.`)]
  })
}
