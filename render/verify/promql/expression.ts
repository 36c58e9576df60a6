import { nearest } from '../../problem/nearest.ts'
import { COMPARISONS, isBool } from './binary.ts'
import { AGGREGATIONS, FUNCTIONS, named } from './functions.ts'
import {
  allNamed,
  childrenOf,
  depthOf,
  type Flaw,
  flaw,
  type Part,
  short,
  TEXT,
  treeOf,
  written,
} from './tree.ts'
import { typeOf } from './types.ts'

/**
 * Everything that Prometheus 3 has against an expression of a rule, in the order of its text: what can't be parsed;
 * if it can, what is of the wrong type. Features that Prometheus has off by default count as wrong.
 */
export function flawsOf(expression: string): readonly Flaw[] {
  const flaws = known.get(expression) ?? findFlaws(expression)
  known.set(expression, flaws)
  return flaws
}

/** Several rules ask, and environments share most of their expressions. */
const known = new Map<string, readonly Flaw[]>()

function findFlaws(expression: string): Flaw[] {
  const root = treeOf(expression)
  if (depthOf(root) > MAX_DEPTH) return [{ offset: 0, message: 'the expression is nested too deeply' }]
  const broken = [...allNamed(root, '⚠')][0]
  if (expression.trim() === '') return [{ offset: 0, message: 'the expression is empty' }]
  if (broken) return [unparsed(broken)]
  const found: Flaw[] = []
  const type = typeOf(root, found)
  if (found.length === 0 && (type === 'string' || type === 'range vector'))
    found.push(flaw(root, `the result is ${named(type)}; a rule needs an instant vector or a scalar`))
  return found.sort((a, b) => a.offset - b.offset)
}

/** Far above what people write; below what recursion takes. */
const MAX_DEPTH = 500

function unparsed(broken: Part): Flaw {
  const { text, node } = broken
  const call = calls(text).find(({ name }) => !isKnown(name))
  if (call) {
    const close = nearest(call.name, CALLED)
    const hint = close === undefined ? '' : ` (did you mean \`${close}\`?)`
    return { offset: call.offset, message: `unknown function \`${call.name}\`${hint}` }
  }
  const rest = text.slice(node.from)
  const message = rest.trim() === '' ? 'unexpected end of expression' : `unexpected ${short(rest)}`
  return { offset: node.from, message }
}

/** What is written like a call, outside of strings and comments. */
function calls(text: string): { name: string; offset: number }[] {
  const bare = text.replaceAll(TEXT, (each) => ' '.repeat(each.length))
  return [...bare.matchAll(CALL)].map(({ 1: name = '', index }) => ({ name, offset: index }))
}

const CALL = /(?<!\b(?:by|without|on|ignoring)\s+)\b([a-z_:][\w:]*)\s*\(/gi

const CALLED = [...FUNCTIONS.keys(), ...AGGREGATIONS.keys()]
const WORDS =
  'and or unless atan2 by without on ignoring group_left group_right bool offset start end fill fill_left fill_right'.split(
    ' ',
  )

const isKnown = (name: string): boolean =>
  FUNCTIONS.has(name) || AGGREGATIONS.has(name.toLowerCase()) || WORDS.includes(name.toLowerCase())

/**
 * Whether an alert's expression can be without a series, so that the alert can end: it compares, takes series away,
 * or asks for what is absent. `vector(1)` always fires, as the alert that watches the way of alerts must.
 */
export function canBeFalse(expression: string): boolean {
  const root = treeOf(expression)
  if (/^\s*vector\s*\(\s*1\s*\)\s*$/.test(expression)) return true
  for (const part of allNamed(root, 'BinaryExpr', 'FunctionIdentifier')) {
    if (part.node.name === 'FunctionIdentifier' && /^absent/.test(written(part))) return true
    const operator = childrenOf(part)[1]?.node.name ?? ''
    if (operator === 'Unless' || (COMPARISONS.includes(operator) && !isBool(part))) return true
  }
  return false
}
