import type { Check } from './check.ts'
import { named, type Type } from './functions.ts'
import { childNamed, childrenOf, expressionsIn, flaw, type Part, quoted, written } from './tree.ts'

/** Operators that compare, by their names in the grammar. */
export const COMPARISONS: readonly string[] = ['Eql', 'Neq', 'Gtr', 'Lss', 'Gte', 'Lte']
const SETS: readonly string[] = ['And', 'Or', 'Unless']

/** Whether a comparison returns 0 or 1, and so filters no series out. */
export const isBool = (binary: Part): boolean => childNamed(binary, 'BoolModifier') !== undefined

/** An operator between two operands: https://prometheus.io/docs/prometheus/latest/querying/operators/ */
export function checkBinary(part: Part, { found, typeOf }: Check): Type | undefined {
  const [left, right] = expressionsIn(part)
  const operator = childrenOf(part)[1]
  if (!left || !right || !operator) return undefined
  const types = [left, right].map((operand) => ({ operand, type: typeOf(operand) }))
  const wrong = (message: string): void => void found.push(flaw(operator, message))
  for (const { operand, type } of types)
    if (type === 'string' || type === 'range vector')
      found.push(
        flaw(operand, `operators take scalars and instant vectors; ${quoted(operand)} is ${named(type)}`),
      )
  const sign = `\`${written(operator)}\``
  const vectors = types.every(({ type }) => type === 'instant vector')
  const scalars = types.every(({ type }) => type === 'scalar')
  const compares = COMPARISONS.includes(operator.node.name)
  const set = SETS.includes(operator.node.name)
  if (isBool(part) && !compares) wrong(`\`bool\` is only allowed on comparisons, not on ${sign}`)
  if (compares && !isBool(part) && scalars) wrong(`comparing two scalars requires \`bool\` after ${sign}`)
  if (set && types.some(({ type }) => type === 'scalar'))
    wrong(`${sign} is only allowed between instant vectors`)
  const matching = childNamed(part, 'MatchingModifierClause')
  if (matching) checkMatching(matching, { vectors, set, sign }, wrong)
  if (childNamed(part, 'FillModifier')) wrong('fill modifiers are experimental and disabled by default')
  return scalars ? 'scalar' : 'instant vector'
}

interface Operation {
  readonly vectors: boolean
  readonly set: boolean
  readonly sign: string
}

function checkMatching(
  clause: Part,
  { vectors, set, sign }: Operation,
  wrong: (message: string) => void,
): void {
  const [labels = [], included = []] = childrenOf(clause)
    .filter(({ node }) => node.name === 'GroupingLabels')
    .map((each) => childrenOf(each).map(written))
  const grouping = childNamed(clause, 'GroupLeft', 'GroupRight')
  if (!vectors && labels.length > 0) wrong('`on` and `ignoring` are only allowed between instant vectors')
  if (vectors && set && grouping) wrong(`\`${written(grouping)}\` is not allowed with ${sign}`)
  const both = childNamed(clause, 'On') ? included.filter((label) => labels.includes(label)) : []
  if (both.length > 0) wrong(`label ${both.join(', ')} is in \`on\` and in \`group_left\` or \`group_right\``)
}
