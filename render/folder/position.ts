import { isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml'
import type { Path, Position } from '../problem/problem.ts'

/**
 * A function that tells where a resource, and a field in it, stands in a text of several documents. Of a field that
 * isn't there, the deepest part that is. Only documents of the kind are parsed, each once.
 *
 * The name is as it was built: a prefix or suffix may have been added since.
 */
export function positions(text: string): (kind: string, name: string, path: Path) => Found | undefined {
  const parts = documentsIn(text)
  const parsed = new Map<Part, Parsed>()
  return (kind, name, path) => {
    const mentions = parts.filter((part) => part.text.includes(kind))
    const nodes = mentions
      .filter((part) => says(part.text, kind) || mentions.length === 1)
      .flatMap((part) => {
        const known = parsed.get(part) ?? parse(part)
        parsed.set(part, known)
        return known.nodes.map((node) => ({ node, known }))
      })
    return positionIn(nodes, kind, name, path)
  }
}

/** A document says its kind at the beginning of a line; what holds others or is written as JSON, anywhere. */
const says = (text: string, kind: string): boolean =>
  new RegExp(`^kind:\\s*["']?(${kind}|\\w*List)\\b`, 'm').test(text) || /^\s*[{[]/.test(text)

export interface Found {
  readonly position: Position
  /** Whether the whole path is there. */
  readonly whole: boolean
}

/** A document of a stream, and the line before its first. */
interface Part {
  readonly text: string
  readonly before: number
}

interface Parsed {
  readonly lines: LineCounter
  readonly before: number
  readonly nodes: readonly Node[]
}

function documentsIn(text: string): Part[] {
  const parts: Part[] = []
  let lines: string[] = []
  let before = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (/^---(\s|$)/.test(line) && lines.length > 0) {
      parts.push({ text: lines.join('\n'), before })
      lines = []
      before = index
    }
    lines.push(line)
  }
  return [...parts, { text: lines.join('\n'), before }]
}

function parse({ text, before }: Part): Parsed {
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false })
  const nodes = Array.isArray(documents)
    ? documents.flatMap(({ contents }) => withItems(contents as Node | null))
    : []
  return { lines, before, nodes }
}

interface Candidate {
  readonly node: Node
  readonly known: Parsed
}

function positionIn(
  candidates: readonly Candidate[],
  kind: string,
  name: string,
  path: Path,
): Found | undefined {
  const ofKind = candidates.filter(({ node }) => scalarAt(node, ['kind']) === kind)
  const named = ({ node }: Candidate): string => scalarAt(node, ['metadata', 'name']) ?? ''
  const found =
    ofKind.find((each) => named(each) === name) ??
    ofKind.find((each) => named(each) !== '' && name.includes(named(each))) ??
    (ofKind.length === 1 ? ofKind[0] : undefined)
  if (!found) return undefined
  const { lines, before } = found.known
  const { offset, whole } = walk(found.node, path)
  const { line, col } = lines.linePos(offset)
  return { position: { line: Math.max(1, line) + before, column: Math.max(1, col) }, whole }
}

/** The items of a List stand for themselves. */
function withItems(node: Node | null): Node[] {
  const inner = isMap(node) ? node.get('items', true) : undefined
  return isSeq(inner) ? (inner.items as Node[]) : node ? [node] : []
}

function scalarAt(node: unknown, path: readonly string[]): string | undefined {
  const found = isMap(node) ? node.getIn(path, true) : undefined
  return isScalar(found) ? String(found.value) : undefined
}

function walk(from: Node, path: Path): { offset: number; whole: boolean } {
  let node: unknown = from
  let offset = from.range?.[0] ?? 0
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (!pair) return { offset, whole: false }
      const key = (pair.key as Node).range?.[0] ?? offset
      offset = last ? key : ((pair.value as Node | null)?.range?.[0] ?? key)
      node = pair.value
    } else if (isSeq(node) && node.items[Number(step)]) {
      node = node.items[Number(step)]
      offset = (node as Node).range?.[0] ?? offset
    } else return { offset, whole: false }
  }
  return { offset, whole: true }
}
