import { parser } from '@prometheus-io/lezer-promql'
import { shortened } from '../../text/shortened.ts'

/** A part of a PromQL expression, by the names of lezer-promql's grammar. */
export type Node = ReturnType<typeof parser.parse>['topNode']

/** Something wrong with an expression. */
export interface Flaw {
  /** Characters from the beginning of the expression. */
  readonly offset: number
  /** What is wrong there, as a phrase. */
  readonly message: string
}

/** A part of one expression, with all that a check needs of it. */
export interface Part {
  readonly node: Node
  readonly text: string
}

/** The expression as a tree; parts that can't be parsed are nodes that are errors. */
export const treeOf = (expression: string): Part => ({
  node: parser.parse(
    expression.replaceAll(TEXT_OR_MISREAD, (found, number: unknown, offset: unknown, at: number) => {
      if (number !== undefined) return `${number} `
      return offset !== undefined && isMetric(expression, at, found) ? METRIC : found
    }),
  ).topNode,
  text: expression,
})

/** Takes the place of the metric `offset`: as long, and no keyword. */
const METRIC = 'offse_'

/** Whether `offset` is a metric: where an operand begins, or before what is no duration. */
function isMetric(expression: string, at: number, word: string): boolean {
  const after = expression.slice(at + word.length)
  if (/^\s*\d/.test(after)) return false
  return OPERAND_BEGINS.test(expression.slice(0, at)) || ENDS_OPERAND.test(after)
}

const OPERAND_BEGINS =
  /(^|[({,+\-*/%^=<>~]|\b(and|or|unless|atan2|bool|group_left|group_right)|\b(on|ignoring)\s*\([^()]*\))\s*$/i
const ENDS_OPERAND = /^\s*([{[@*/%^=<>!]|(and|or|unless|atan2|offset)\b)/i

/** Strings and comments; nothing in them is PromQL. */
export const TEXT = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|#[^\n]*/g

/** What the grammar reads another way than Prometheus: a number that ends with its point (`5.`), a metric `offset`. */
const TEXT_OR_MISREAD = new RegExp(
  `${TEXT.source}|(?<![\\w.])(\\d+)\\.(?![\\w.])|(?<![\\w:])(offset)(?![\\w:])`,
  'gi',
)

/** How deeply parts are nested. */
export function depthOf({ node }: Part): number {
  let [depth, deepest] = [0, 0]
  node.toTree().iterate({
    enter: () => {
      depth += 1
      deepest = Math.max(deepest, depth)
    },
    leave: () => {
      depth -= 1
    },
  })
  return deepest
}

export const childrenOf = ({ node, text }: Part): Part[] => {
  const found: Part[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) found.push({ node: child, text })
  return found
}

export const childNamed = (part: Part, ...names: readonly string[]): Part | undefined =>
  childrenOf(part).find(({ node }) => names.includes(node.name))

/** Every part of these names, however deep. */
export function* allNamed(part: Part, ...names: readonly string[]): Generator<Part> {
  if (names.includes(part.node.name)) yield part
  for (const child of childrenOf(part)) yield* allNamed(child, ...names)
}

export const written = ({ node, text }: Part): string => text.slice(node.from, node.to)

/** How a message quotes a part: on one line, and short. */
export const quoted = (part: Part): string => short(written(part))

export const short = (text: string): string => `\`${shortened(text.trim().replaceAll(/\s+/g, ' '), 60)}\``

export const flaw = ({ node }: Part, message: string): Flaw => ({ offset: node.from, message })

/** The operands and arguments among the children of a part: what is an expression itself. */
export const expressionsIn = (part: Part): Part[] =>
  childrenOf(part).filter(({ node }) => EXPRESSIONS.includes(node.name))

const EXPRESSIONS: readonly string[] = [
  'AggregateExpr',
  'AnchoredExpr',
  'BinaryExpr',
  'FunctionCall',
  'MatrixSelector',
  'NumberDurationLiteral',
  'OffsetExpr',
  'ParenExpr',
  'SmoothedExpr',
  'StepInvariantExpr',
  'StringLiteral',
  'SubqueryExpr',
  'UnaryExpr',
  'VectorSelector',
]
