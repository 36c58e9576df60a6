import { type Document, isMap, isScalar, isSeq, visit } from 'yaml'

export const TAB_INDENT = 'is indented with a tab: use spaces.'

/** A line that begins with a tab, with spaces before it or not. */
const TABS = /^ *\t/gm

/**
 * The first tab, in characters from the beginning of the text, that the YAML parser here reads as an empty line or a
 * comment and kustomize's refuses: "found character that cannot start any token". Tabs in quoted text, block scalars
 * and flow collections are left to kustomize, which accepts most.
 */
export function tabFlaw(documents: readonly Document.Parsed[], text: string): number | undefined {
  const inside: (readonly [from: number, to: number])[] = []
  const plain = new Map<number, number>()
  for (const document of documents)
    visit(document, {
      Node(_, node, ancestors) {
        if (!node.range) return
        const [from, to] = node.range
        if (isScalar(node) ? from < to : (isMap(node) || isSeq(node)) && node.flow) inside.push([from, to])
        if (isScalar(node) && node.type === 'PLAIN' && from < to) plain.set(to, indentOf(ancestors, text))
      },
    })
  const found = [...text.matchAll(TABS)].find(({ index, 0: { length } }) => {
    const tab = index + length - 1
    if (inside.some(([from, to]) => from <= tab && tab < to)) return false
    const before = text.slice(0, index).trimEnd()
    // kustomize accepts tabs between two comments, and those below plain text that are indented further.
    const indent = plain.get(before.length)
    if (indent !== undefined) return length - 1 <= indent
    const above = before.slice(before.lastIndexOf('\n') + 1).trimStart()
    return !(above.startsWith('#') && text.slice(tab).trimStart().startsWith('#'))
  })
  return found && found.index + found[0].length - 1
}

/** The column of the collection that a scalar is in. */
function indentOf(ancestors: readonly unknown[], text: string): number {
  const parent = ancestors.findLast((each) => isMap(each) || isSeq(each))
  const start = parent?.range?.[0] ?? 0
  return start - (text.lastIndexOf('\n', start - 1) + 1)
}
