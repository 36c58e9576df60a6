import { checkBinary } from './binary.ts'
import { checkCall } from './call.ts'
import type { Check } from './check.ts'
import { AGGREGATIONS, FUNCTIONS, named, type Type } from './functions.ts'
import { checkMatchers } from './matchers.ts'
import { checkRange, checkShift } from './ranges.ts'
import { textOf } from './strings.ts'
import { childNamed, childrenOf, expressionsIn, type Flaw, flaw, type Part, quoted, written } from './tree.ts'

/**
 * The type of an expression, and everything that Prometheus' own check (`checkAST` in promql/parser/parse.go) has
 * against its parts.
 */
export function typeOf(part: Part, found: Flaw[]): Type | undefined {
  const check: Check = { found, typeOf: (inner) => typeOf(inner, found) }
  const [first] = expressionsIn(part)
  switch (part.node.name) {
    case 'PromQL':
    case 'ParenExpr':
      return first && check.typeOf(first)
    case 'NumberDurationLiteral':
      return 'scalar'
    case 'StringLiteral': {
      const read = textOf(written(part))
      if ('wrong' in read) found.push(flaw(part, read.wrong))
      return 'string'
    }
    case 'VectorSelector':
      checkMatchers(part, found)
      return 'instant vector'
    case 'MatrixSelector':
    case 'SubqueryExpr':
      checkRange(part, check)
      return 'range vector'
    case 'OffsetExpr':
    case 'StepInvariantExpr':
      return checkShift(part, check)
    case 'UnaryExpr':
      return unary(part, check)
    case 'BinaryExpr':
      return checkBinary(part, check)
    case 'AggregateExpr':
    case 'FunctionCall':
      return call(part, check)
    case 'AnchoredExpr':
    case 'SmoothedExpr':
      found.push(
        flaw(part, `\`${written(childrenOf(part).at(-1) as Part)}\` is experimental and disabled by default`),
      )
      return first && check.typeOf(first)
    default:
      return undefined
  }
}

function unary(part: Part, { found, typeOf }: Check): Type | undefined {
  const [operand] = expressionsIn(part)
  const type = operand && typeOf(operand)
  if (operand && type && type !== 'scalar' && type !== 'instant vector')
    found.push(
      flaw(
        part,
        `signs are only allowed on scalars and instant vectors; ${quoted(operand)} is ${named(type)}`,
      ),
    )
  return type === 'scalar' ? type : 'instant vector'
}

function call(part: Part, check: Check): Type | undefined {
  const aggregation = part.node.name === 'AggregateExpr'
  const head = childNamed(part, aggregation ? 'AggregateOp' : 'FunctionIdentifier')
  const name = head ? written(head) : ''
  const signature = aggregation ? AGGREGATIONS.get(name.toLowerCase()) : FUNCTIONS.get(name)
  if (!head || !signature) return undefined
  return checkCall(part, name, signature, check)
}
