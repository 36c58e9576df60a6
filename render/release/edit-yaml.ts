import { isMap, isScalar, stringify } from 'yaml'
import { onePerLine } from './one-per-line.ts'
import {
  type Block,
  endOf,
  endOfLine,
  type Item,
  indentOf,
  lineEndOf,
  rangeOf,
  read,
  startOfLine,
  topOf,
} from './yaml-places.ts'

/** Plain data as these files hold it: maps of maps and values. */
export interface Tree {
  readonly [key: string]: Tree | string | number
}

/** Characters from the beginning of the text, and what comes in their place. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Makes a YAML text say `wanted` by changing only the lines that say something else: every other line, comments and
 * the order of keys among it, stays as it is, byte for byte. A new key comes behind the one that precedes it in
 * `wanted`. A value that goes leaves the comment behind it in its place; a map that goes takes along what is in it.
 *
 * A text that isn't in block style with one key a line is brought into it first; its comments stay, too.
 *
 * @param text one document that the strict parser accepts, without empty values.
 * @param wanted without empty maps where the text has none.
 */
export function editYaml(text: string, wanted: Tree): string {
  if (same(read(text).toJS() ?? {}, wanted)) return text
  const source = onePerLine(text)
  const root = read(source).contents as Block | null
  const edits = mapEdits(source, root ?? undefined, wanted, '', root ? topOf(source, root) : source.length)
  let edited = ''
  let at = 0
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
    edited += source.slice(at, start) + text
    at = end
  }
  return edited + source.slice(at)
}

/** `top` is where a key comes that precedes all others; `indent` is for a map that has no key yet. */
function mapEdits(text: string, map: Block | undefined, wanted: Tree, indent: string, top: number): Edit[] {
  const items = new Map(map?.items.map((item) => [item.key.value, item as Item]))
  const edits = [...items].flatMap(([key, item]) => {
    const value = Object.hasOwn(wanted, key) ? wanted[key] : undefined
    return value === undefined ? removal(text, item) : itemEdits(text, item, value)
  })
  const [first] = items.values()
  let at = top
  for (const [key, value] of Object.entries(wanted)) {
    const item = items.get(key)
    if (item) at = endOf(text, item)
    else
      edits.push({
        start: at,
        end: at,
        text: print({ [key]: value }, first ? indentOf(text, first) : indent, lineEndOf(text)),
      })
  }
  return edits
}

function itemEdits(text: string, item: Item, wanted: Tree | string | number): Edit[] {
  const { key, value } = item
  const [start, end] = rangeOf(value)
  const [keyStart, keyEnd] = rangeOf(key)
  if (isScalar(value) && typeof wanted !== 'object')
    return value.value === wanted ? [] : [{ start, end, text: scalar(wanted) }]
  if (isMap(value) && typeof wanted === 'object') {
    if (value.items.length > 0) return mapEdits(text, value, wanted, '', endOfLine(text, keyEnd))
    if (Object.keys(wanted).length === 0) return []
    const below = mapEdits(text, undefined, wanted, `${indentOf(text, item)}  `, endOfLine(text, end))
    return [{ start: keyEnd + 1, end, text: '' }, ...below] // the {} behind the colon
  }
  const whole = print({ [key.value]: wanted }, indentOf(text, item), lineEndOf(text))
  return [{ start: startOfLine(text, keyStart), end: endOf(text, item), text: whole }]
}

function removal(text: string, item: Item): Edit[] {
  const start = startOfLine(text, rangeOf(item.key)[0])
  if (isMap(item.value)) return [{ start, end: endOf(text, item), text: '' }]
  const [, end] = rangeOf(item.value)
  const line = endOfLine(text, end)
  const behind = text.slice(end, line).trimStart()
  return [{ start, end: line, text: behind.startsWith('#') ? indentOf(text, item) + behind : '' }]
}

const print = (tree: Tree, indent: string, eol: string): string =>
  Object.entries(tree)
    .map(([key, value]) =>
      typeof value === 'object'
        ? `${indent}${scalar(key)}:${eol}${print(value, `${indent}  `, eol)}`
        : `${indent}${scalar(key)}: ${scalar(value)}${eol}`,
    )
    .join('')

/** Quotes what a reader of YAML 1.1 would take for something else, such as 1.10 or a date. */
const scalar = (value: string | number): string =>
  stringify(value, { compat: 'yaml-1.1', lineWidth: 0, blockQuote: false }).trimEnd()

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same((a as Tree)[key], (b as Tree)[key]))
  )
}
