import type { Check } from './check.ts'
import { named, type Type } from './functions.ts'
import { childNamed, childrenOf, expressionsIn, flaw, type Part, quoted, written } from './tree.ts'

/** `metric[5m]`, and the subquery `expression[1h:5m]`. */
export function checkRange(part: Part, { found, typeOf }: Check): void {
  const [inner] = expressionsIn(part)
  if (!inner) return
  const type = typeOf(inner)
  const subquery = part.node.name === 'SubqueryExpr'
  if (subquery && type !== undefined && type !== 'instant vector')
    found.push(flaw(part, `subqueries take an instant vector; ${quoted(inner)} is ${named(type)}`))
  if (!subquery && inner.node.name !== 'VectorSelector')
    found.push(
      flaw(
        part,
        isShift(inner) && selectsIn(inner)
          ? `the range goes before \`offset\` and \`@\`, as in \`metric[5m] offset 1h\``
          : `ranges are only allowed on selectors; use a subquery such as \`[5m:]\` on ${quoted(inner)}`,
      ),
    )
  for (const duration of childrenOf(part).filter(({ node }) => node.name === 'DurationExpr'))
    checkDuration(duration, { found, typeOf })
}

/** A range or a step: a number of seconds or a duration, above 0. */
function checkDuration(part: Part, { found }: Check): void {
  const literal = childNamed(part, LITERAL)
  if (!literal)
    found.push(
      flaw(part, `duration expressions such as ${quoted(part)} are experimental and disabled by default`),
    )
  else if (!/^(?:0x)?[^1-9a-fx]*[1-9a-f]/i.test(written(literal)) && !/inf|nan/i.test(written(literal)))
    found.push(flaw(part, `duration ${quoted(part)} must be greater than 0`))
}

const LITERAL = 'NumberDurationLiteralInDurationContext'

/** `offset 5m` and `@ time`: after a selector, a range or a subquery, each once. */
export function checkShift(part: Part, { found, typeOf }: Check): Type | undefined {
  const [inner] = expressionsIn(part)
  if (!inner) return undefined
  const sign = part.node.name === 'OffsetExpr' ? '`offset`' : '`@`'
  if (!selectsIn(part))
    found.push(
      flaw(inner, `${sign} is only allowed on selectors, ranges and subqueries, not on ${quoted(inner)}`),
    )
  if (isShift(inner) && inner.node.name === part.node.name) found.push(flaw(part, `${sign} is set twice`))
  const calculated = childNamed(part, 'OffsetDurationExpr')
  if (calculated && !isPlain(calculated))
    found.push(
      flaw(
        calculated,
        `duration expressions such as ${quoted(calculated)} are experimental and disabled by default`,
      ),
    )
  return typeOf(inner)
}

const isPlain = (offset: Part): boolean =>
  childrenOf(offset).every(
    (each) =>
      each.node.name === LITERAL ||
      each.node.name === 'UnaryOp' ||
      (each.node.name === 'OffsetDurationExpr' && childNamed(each, LITERAL) !== undefined),
  )

const isShift = ({ node }: Part): boolean => node.name === 'OffsetExpr' || node.name === 'StepInvariantExpr'

/** Whether there is a selector, a range or a subquery under any `offset` and `@`. */
function selectsIn(part: Part): boolean {
  if (!isShift(part)) return ['VectorSelector', 'MatrixSelector', 'SubqueryExpr'].includes(part.node.name)
  const [inner] = expressionsIn(part)
  return inner !== undefined && selectsIn(inner)
}
