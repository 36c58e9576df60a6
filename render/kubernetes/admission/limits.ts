import { at, entries } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { amountOf } from '../values/quantity.ts'
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
        const [less, more] = [amountOf(least), amountOf(at(value, high, name))]
        return less === undefined || more === undefined || less <= more
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
  return entries(hard.value)
    .filter(([name]) => !/cpu|memory|storage|hugepages/.test(name))
    .filter(([, value]) => !Number.isInteger(amountOf(value) ?? 0))
    .map(([name, value]) => wrongValue([...hard.path, name], `Expected a whole number, found ${value}.`))
}
