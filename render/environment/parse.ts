import { isAlias, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Position, Problem } from '../problem/problem.ts'

export type Parsed = { readonly value: unknown; readonly problems: readonly [] } | Failed
/** Reads one file as plain data. `file` is its name in messages. */
export type Parse = (file: string, bytes: Uint8Array) => Parsed

interface Failed {
  readonly value?: never
  readonly problems: readonly Problem[]
}

/** Larger definitions are mistakes or attacks; a real one has some hundred bytes. */
const MAX_BYTES = 1_000_000

/**
 * Reads one YAML document as plain data, or says everything that is wrong with it.
 *
 * YAML 1.2 core schema, nothing coerced. Refused because they mislead readers or machines: duplicate keys,
 * several documents, tags, anchors and aliases (alias bombs with them), merge keys, keys that are not strings,
 * invalid UTF-8 and byte order marks.
 */
export function parse(file: string, bytes: Uint8Array): Parsed {
  if (bytes.length > MAX_BYTES) return failed(file, start, `is larger than ${MAX_BYTES} bytes.`)
  const text = decode(bytes)
  if (typeof text !== 'string') return failed(file, text, 'is not valid UTF-8 here: save the file as UTF-8.')
  if (text.startsWith('\ufeff'))
    return failed(file, start, 'starts with a byte order mark: save it without one.')

  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent', merge: false })
  const found: { offset: number; message: string }[] = []
  for (const issue of [...document.errors, ...document.warnings])
    found.push({ offset: issue.pos[0], message: `is not valid YAML: ${sentence(issue.message)}` })
  // A look at every node is slow, and hardly any file holds a character that could begin one of these.
  if (found.length === 0 && /[&*!?<]/.test(text)) found.push(...misleading(document))
  if (found.length === 0) return { value: document.toJS(), problems: [] }

  const lines = new LineCounter()
  parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  return { problems: found.flatMap(({ offset, message }) => failed(file, place(offset), message).problems) }
}

const start: Position = { line: 1, column: 1 }

const failed = (file: string, position: Position, message: string): Failed => ({
  problems: [{ file, path: [], at: 'value', message, position }],
})

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text, or the place of the first byte that is not UTF-8. */
function decode(bytes: Uint8Array): string | Position {
  try {
    return strict.decode(bytes)
  } catch {
    const lines = Buffer.from(bytes).toString('latin1').split('\n')
    const valid = (line: string) => !Buffer.from(line, 'latin1').toString('utf8').includes('\ufffd')
    const line = Math.max(
      0,
      lines.findIndex((text) => !valid(text)),
    )
    const column = Buffer.from(lines[line] ?? '', 'latin1')
      .toString('utf8')
      .indexOf('\ufffd')
    return { line: line + 1, column: column + 1 }
  }
}

function misleading(document: ReturnType<typeof parseDocument>): { offset: number; message: string }[] {
  const found: { offset: number; message: string }[] = []
  visit(document, {
    Node(key, node) {
      const offset = node.range?.[0] ?? 0
      if (isAlias(node)) found.push({ offset, message: 'uses an alias: write the value out.' })
      else if (node.anchor)
        found.push({ offset, message: 'has an anchor, which nothing may refer to: remove it.' })
      else if (node.tag)
        found.push({ offset, message: `has the tag ${node.tag}: remove it, and quote text.` })
      else if (key === 'key' && (!isScalar(node) || typeof node.value !== 'string'))
        found.push({ offset, message: 'has a key that is not a string.' })
      else if (key === 'key' && isScalar(node) && node.value === '<<')
        found.push({ offset, message: 'has a merge key (<<): write the keys out.' })
    },
  })
  return isNode(document.contents) ? found : []
}

/** One line, with a full stop: the library's messages vary. */
function sentence(message: string): string {
  const first = message.split('\n')[0] ?? ''
  return /[.!?]$/.test(first) ? first : `${first}.`
}
