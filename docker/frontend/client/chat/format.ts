/** The little Markdown that models write: paragraphs, lists, bold and code. Everything else stays as it is. */
export type Block =
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }

export interface Span {
  readonly kind: 'plain' | 'bold' | 'code'
  readonly text: string
}

const bullet = /^\s*[-*•]\s+(.*)$/
const number = /^\s*\d{1,3}[.)]\s+(.*)$/

/** One line as a block of its own; undefined: an empty line, which ends what is open. */
const blockOf = (line: string): Block | undefined => {
  const ordered = number.exec(line)?.[1]
  if (ordered !== undefined) return { kind: 'list', ordered: true, items: [ordered] }
  const item = bullet.exec(line)?.[1]
  if (item !== undefined) return { kind: 'list', ordered: false, items: [item] }
  return line.trim() === '' ? undefined : { kind: 'text', lines: [line] }
}

/** Both as one, if they are of a kind. */
const joined = (a: Block | undefined, b: Block): Block | undefined => {
  if (a?.kind === 'text' && b.kind === 'text') return { kind: 'text', lines: [...a.lines, ...b.lines] }
  if (a?.kind === 'list' && b.kind === 'list' && a.ordered === b.ordered)
    return { ...a, items: [...a.items, ...b.items] }
  return undefined
}

export const blocks = (text: string): Block[] => {
  const found: Block[] = []
  let open: Block | undefined
  for (const line of text.split('\n')) {
    const block = blockOf(line)
    const longer = block && joined(open, block)
    if (longer) found.pop()
    open = longer ?? block
    if (open) found.push(open)
  }
  return found
}

export const spans = (text: string): Span[] =>
  text
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.length > 4 && part.startsWith('**')) return { kind: 'bold', text: part.slice(2, -2) }
      if (part.length > 2 && part.startsWith('`')) return { kind: 'code', text: part.slice(1, -1) }
      return { kind: 'plain', text: part }
    })
