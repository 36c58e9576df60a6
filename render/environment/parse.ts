import { type Document, isAlias, LineCounter, parseDocument, visit, type YAMLError } from 'yaml'
import { TAB_INDENT } from '../catalog/tab-flaw.ts'
import { printable } from '../problem/printable.ts'
import type { Position, Problem } from '../problem/problem.ts'

export type Parsed = { readonly value: unknown; readonly problems: readonly [] } | Failed
/** Reads one file as plain data. `file` is its name in messages. */
export type Parse = (file: string, bytes: Uint8Array) => Parsed

interface Failed {
  readonly value?: never
  readonly problems: readonly Problem[]
}

/** Something wrong with the text, and where: characters from its beginning. */
interface Flaw {
  readonly offset: number
  readonly message: string
}

/** Larger definitions are mistakes or attacks; a real one has a thousand. Parsing takes longer with every key squared. */
const MAX_BYTES = 100_000

/**
 * Reads one YAML document as plain data, or says everything that is wrong with it.
 *
 * YAML 1.2 core schema, nothing coerced. Refused because they mislead readers or machines: duplicate keys,
 * several documents, directives, tags, anchors and aliases (alias bombs with them), merge keys, keys that are not
 * strings, invalid UTF-8 and byte order marks.
 */
export function parse(file: string, bytes: Uint8Array): Parsed {
  if (bytes.length > MAX_BYTES) return failed(file, start, `is larger than ${MAX_BYTES} bytes.`)
  const text = decode(bytes)
  if (typeof text !== 'string') return failed(file, text, 'is not valid UTF-8 here: save the file as UTF-8.')
  if (text.startsWith('\ufeff'))
    return failed(file, start, 'starts with a byte order mark: save it without one.')

  // Not 'silent': then the library says nothing of a second document either.
  const document = parseDocument(text, {
    prettyErrors: false,
    logLevel: 'error',
    merge: false,
    stringKeys: true,
  })
  const flaws = flawsOf(document, text)
  if (flaws.length === 0) return { value: printable(document.toJS() as unknown), problems: [] }

  const lines = new LineCounter()
  parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  const problems = flaws.flatMap(({ offset, message }) => {
    const { line, col } = lines.linePos(offset)
    return failed(file, { line: Math.max(1, line), column: Math.max(1, col) }, message).problems
  })
  // One flaw confuses the reader until the line ends, and sometimes says so twice.
  const first = new Map(problems.map((problem) => [problem.position?.line, problem] as const).reverse())
  return { problems: [...first.values()].reverse() }
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
    const firstBad = (line: string) => Buffer.from(line, 'latin1').toString('utf8').indexOf('\ufffd')
    const line = Math.max(
      0,
      lines.findIndex((text) => firstBad(text) >= 0),
    )
    return { line: line + 1, column: firstBad(lines[line] ?? '') + 1 }
  }
}

function flawsOf(document: Document.Parsed, text: string): Flaw[] {
  const issues = [...document.errors, ...document.warnings]
  const { yaml, tags } = document.directives
  if (yaml.explicit || Object.keys(tags).length > 1)
    return [{ offset: 0, message: 'has a directive (%YAML or %TAG): remove the line.' }]
  if (issues.length > 0) {
    const flaws = issues.map((issue) => ({ offset: issue.pos[0], message: explain(issue, text) }))
    const space = strangeSpace(text)
    return space && flaws.some(({ offset }) => offset >= space.offset - 1) ? [space, ...flaws] : flaws
  }
  // A look at every node is slow, and hardly any file holds a character that could begin one of these.
  return /[&*!]|<</.test(text) ? misleading(document, text) : []
}

/** The first line that is indented with a space that is none to YAML. */
function strangeSpace(text: string): Flaw | undefined {
  const found = /^ *[\u00a0\u2000-\u200b\u202f\u3000]/m.exec(text)
  const message =
    'is indented with a space character that YAML does not accept, as word processors write it; use plain spaces.'
  return found ? { offset: found.index + found[0].length - 1, message } : undefined
}

function misleading(document: Document.Parsed, text: string): Flaw[] {
  const flaws: Flaw[] = []
  const before = (mark: string, offset: number) => Math.max(0, text.lastIndexOf(mark, offset))
  visit(document, {
    Node(key, node) {
      const offset = node.range?.[0] ?? 0
      if (isAlias(node)) flaws.push({ offset, message: 'uses an alias: write the value out.' })
      else if (node.anchor)
        flaws.push({
          offset: before('&', offset),
          message: 'has an anchor, but aliases are not allowed; remove it.',
        })
      else if (node.tag) {
        const tag = document.directives.tagString(node.tag)
        flaws.push({ offset: before('!', offset), message: `has the tag ${tag}: remove it, and quote text.` })
      } else if (key === 'key' && (node as { value?: unknown }).value === '<<')
        flaws.push({ offset, message: 'has a merge key (<<): write the keys out.' })
    },
  })
  return flaws
}

/** The library's codes as instructions for fixing the file. */
function explain({ code, message, pos }: YAMLError, text: string): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'holds more than one document: one file, one document.'
    case 'DUPLICATE_KEY':
      return `The key "${/^[^:\n]*/.exec(text.slice(pos[0]))?.[0].trim()}" is duplicated; keep one.`
    case 'NON_STRING_KEY':
      return 'has a key that is not a string.'
    case 'TAB_AS_INDENT':
      return TAB_INDENT
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      // As in `reason: Note: not yet`.
      if (code === 'BLOCK_AS_IMPLICIT_KEY' && /^[^\n]*?:(\s|$)/.test(text.slice(pos[0])))
        return 'is not valid YAML: quote a value that contains a colon followed by a space.'
      return 'is not valid YAML: a colon is missing here, or the indentation is wrong.'
    case 'RESOURCE_EXHAUSTION':
      return 'is nested too deeply.'
    default:
      return `is not valid YAML: ${sentence(message)}`
  }
}

/** One line, with a full stop: the library's messages vary. */
function sentence(message: string): string {
  const first = message.split('\n')[0] ?? ''
  return /[.!?]$/.test(first) ? first : `${first}.`
}
