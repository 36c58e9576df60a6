import { isMap, isSeq, LineCounter, type Node, type Pair, parseAllDocuments } from 'yaml'
import type { Position, Problem } from './problem.ts'

/**
 * A function that tells where in `text` a problem is. The text is parsed again for it: problems are rare, and keeping
 * every node's place on every run would cost a third of its time.
 *
 * The deepest part of a problem's path that exists wins, so that a missing key is reported at its parent.
 */
export function locator(text: string): (problem: Problem) => Position {
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
    uniqueKeys: false,
  })
  return (problem) => {
    if (problem.position) return problem.position
    const document = Array.isArray(documents) ? documents[problem.document ?? 0] : undefined
    const { line, col } = lines.linePos(offsetOf(problem, (document?.contents ?? null) as Node | null))
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
}

function offsetOf(problem: Problem, root: Node | null): number {
  let node = root
  let offset = node?.range?.[0] ?? 0
  for (const [index, step] of problem.path.entries()) {
    const last = index === problem.path.length - 1
    if (isMap(node)) {
      const pair = node.items.find((item) => keyOf(item as Pair) === String(step)) as
        | Pair<Node, Node>
        | undefined
      if (!pair) break
      const key = pair.key.range?.[0] ?? offset
      offset = last && problem.at === 'key' ? key : (pair.value?.range?.[0] ?? key)
      node = pair.value
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? null
      if (!node) break
      offset = node.range?.[0] ?? offset
    } else break
  }
  return offset
}

const keyOf = (pair: Pair): string => String((pair.key as { value?: unknown } | null)?.value ?? '')
