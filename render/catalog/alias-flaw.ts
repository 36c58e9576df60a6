import { type Alias, type Document, isAlias, type Node, visit } from 'yaml'

/** An alias that can't be read, and where: characters from the beginning of the text. */
export interface AliasFlaw {
  readonly offset: number
  readonly message: string
}

/** What all aliases of a document together may add to it, in nodes. A real manifest adds some dozen. */
const MAX_NODES = 10_000

/**
 * The first alias of a document that names no anchor, refers to itself, or makes the document too large:
 * aliases within aliases multiply (https://en.wikipedia.org/wiki/Billion_laughs_attack).
 */
export function aliasFlaw(document: Document.Parsed): AliasFlaw | undefined {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  const sizes = new Map<Node, number>()
  let total = 0
  let found: AliasFlaw | undefined
  visit(document, {
    Node(_, node, ancestors) {
      if (!isAlias(node)) {
        if (node.anchor) anchors.set(node.anchor, node)
        return undefined
      }
      const { source } = node
      const target = anchors.get(source)
      const message = !target
        ? `has the alias *${source}, and no anchor &${source} before it.`
        : ancestors.includes(target)
          ? `has the alias *${source} within its own anchor: write the value out.`
          : undefined
      if (target && message === undefined) {
        targets.set(node, target)
        total += sizeOf(target, targets, sizes)
        if (total <= MAX_NODES) return undefined
      }
      const offset = node.range?.[0] ?? 0
      found = { offset, message: message ?? tooMuch(source) }
      return visit.BREAK
    },
  })
  return found
}

const tooMuch = (source: string): string =>
  `has the alias *${source}, with which aliases expand to more than ${MAX_NODES} values: write them out.`

/** How many nodes an anchor expands to, the aliases in it included; each anchor is counted once. */
function sizeOf(node: Node, targets: ReadonlyMap<Alias, Node>, sizes: Map<Node, number>): number {
  const known = sizes.get(node)
  if (known !== undefined) return known
  let size = 0
  visit(node, {
    Node(_, each) {
      const target = isAlias(each) ? targets.get(each) : undefined
      size += target ? sizeOf(target, targets, sizes) : 1
    },
  })
  sizes.set(node, size)
  return size
}
