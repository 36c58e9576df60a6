import { type Document, isMap, isScalar, visit } from 'yaml'
import { lineEndOf, rangeOf, read, startOfLine } from './yaml-places.ts'

/**
 * The same YAML with every key on a line of its own, so that lines can be edited: as it is where that is so already
 * (but for a missing line end), else printed anew with all its comments.
 */
export function onePerLine(text: string): string {
  const eol = lineEndOf(text)
  // Nothing may be added after a document end marker, so it is dropped.
  const open = text.replace(/^\.\.\./m, '')
  const document = read(open)
  const root = document.contents
  if (isMap(root) && root.items.length === 0) {
    const [start, end] = rangeOf(root)
    return closed(open.slice(0, start) + open.slice(end), eol)
  }
  if (isOnePerLine(open, document)) return closed(open, eol)
  visit(document, {
    Map: (_, map) => {
      map.flow = map.items.length === 0
    },
    Scalar: (_, { type }, path) => {
      const pair = path.at(-1)
      if (type?.startsWith('BLOCK') && pair && 'value' in pair && isScalar(pair.value)) delete pair.value.type
    },
  })
  return document.toString({ lineWidth: 0 }).replaceAll('\n', eol)
}

const closed = (text: string, eol: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}${eol}`

function isOnePerLine(text: string, document: Document.Parsed): boolean {
  let is = document.contents === null || isMap(document.contents)
  visit(document, {
    Pair: (_, { key, value }) => {
      const [start, end] = rangeOf(key)
      const [from, to] = rangeOf(value)
      const before = text.slice(startOfLine(text, start), start)
      const between = text.slice(end, from)
      const inLine = /^: +$/.test(between) && !text.slice(from, to).includes('\n')
      const below = isMap(value) && !value.flow && /^:[ \t]*(#.*)?\r?\n/.test(between)
      is &&=
        /^ *$/.test(before) && (below || inLine) && !(isMap(value) && value.flow && value.items.length > 0)
    },
  })
  return is
}
