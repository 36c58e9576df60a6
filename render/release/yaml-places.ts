import { isMap, type Node, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml'

export type Block = YAMLMap<Scalar<string>, Scalar | Block>
export type Item = Pair<Scalar<string>, Scalar | Block>

/** Parses as the strict parser does, which has found nothing wrong. */
export const read = (text: string) => parseDocument(text, { stringKeys: true, logLevel: 'silent' })

/** Where the line of an offset starts, and where the next one does. */
export const startOfLine = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1
export const endOfLine = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

export const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

/** Where a node of a parsed text begins, and where its value ends. */
export const rangeOf = (node: unknown): readonly [number, number] => {
  const [start, end] = (node as Node | null)?.range ?? [0, 0]
  return [start, end]
}

/** Where the line after an item starts; comments that are indented deeper than its key belong to it. */
export function endOf(text: string, item: Item): number {
  let end = endOfLine(text, lastOffset(item))
  const deeper = new RegExp(`^${indentOf(text, item)} +#`)
  while (deeper.test(text.slice(end, endOfLine(text, end)))) end = endOfLine(text, end)
  return end
}

function lastOffset({ value }: Item): number {
  const last = isMap(value) ? (value.items.at(-1) as Item | undefined) : undefined
  return last ? lastOffset(last) : rangeOf(value)[1]
}

/** Before the first key and the comment above it, behind the schema's name and what a blank line sets apart. */
export function topOf(text: string, root: Block): number {
  const lines = text
    .slice(0, startOfLine(text, rangeOf(root)[0]))
    .split('\n')
    .slice(0, -1)
  const header = lines.findLastIndex((line) => /^(---.*|\s*|# yaml-language-server:.*)\r?$/.test(line))
  return lines.slice(0, header + 1).reduce((length, line) => length + line.length + 1, 0)
}

export const indentOf = (text: string, { key }: Item): string => {
  const [start] = rangeOf(key)
  return text.slice(startOfLine(text, start), start)
}
