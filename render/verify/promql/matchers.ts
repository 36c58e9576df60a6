import { patternOf } from './pattern.ts'
import { textOf } from './strings.ts'
import { allNamed, childNamed, childrenOf, type Flaw, flaw, type Part, quoted, written } from './tree.ts'

/** The labels of a selector: strings and patterns that can be read, one name of a metric, and not everything. */
export function checkMatchers(selector: Part, found: Flaw[]): void {
  const list = childNamed(selector, 'LabelMatchers')
  const named = childNamed(selector, 'Identifier')
  const quotedNames = list ? childrenOf(list).filter(({ node }) => node.name === 'QuotedLabelName') : []
  const matchers = list ? [...allNamed(list, 'UnquotedLabelMatcher', 'QuotedLabelMatcher')] : []
  const names = [
    ...(named ? [named] : []),
    ...quotedNames,
    ...(named || quotedNames.length > 0 ? matchers.filter((each) => labelOf(each) === '__name__') : []),
  ]
  if (names.length > 1) found.push(flaw(selector, `metric name set twice in ${quoted(selector)}`))
  for (const name of quotedNames) readText(name, found)
  const narrow = matchers.map((matcher) => checkMatcher(matcher, found))
  if (names.length === 0 && !narrow.includes(true))
    found.push(
      flaw(
        selector,
        `${quoted(selector)} selects every series; at least one matcher must not match the empty string`,
      ),
    )
}

/** @returns whether it leaves out series without the label; true if that can't be told. */
function checkMatcher(matcher: Part, found: Flaw[]): boolean {
  const text = readText(matcher, found)
  if (text === undefined) return true
  const operator = childNamed(matcher, 'MatchOp')
  const sign = operator ? written(operator) : ''
  if (sign === '=') return text !== ''
  if (sign === '!=') return text === ''
  const read = patternOf(text)
  if ('wrong' in read) {
    found.push(flaw(matcher, `${read.wrong} in ${quoted(matcher)}`))
    return true
  }
  return read.pattern.test('') === (sign === '!~')
}

const literalIn = (part: Part): Part | undefined => {
  const literals = childrenOf(part).filter(({ node }) => node.name === 'StringLiteral')
  return literals.at(-1)
}

function readText(part: Part, found: Flaw[]): string | undefined {
  const literal = literalIn(part)
  const read = literal && textOf(written(literal))
  if (literal && read && 'wrong' in read) found.push(flaw(literal, read.wrong))
  return read && 'text' in read ? read.text : undefined
}

function labelOf(matcher: Part): string {
  const label = childNamed(matcher, 'LabelName', 'QuotedLabelName')
  return label ? written(label).replaceAll(/^["'`]|["'`]$/g, '') : ''
}
