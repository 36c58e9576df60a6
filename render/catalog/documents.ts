import { LineCounter, parseAllDocuments, type YAMLError } from 'yaml'
import { own } from '../kubernetes/resource.ts'
import { printable } from '../problem/printable.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'
import { type AliasFlaw, aliasFlaw } from './alias-flaw.ts'
import { TAB_INDENT, tabFlaw } from './tab-flaw.ts'

/**
 * The maps of a YAML stream; empty documents are nothing, as to kustomize.
 *
 * @throws nothing; what can't be read is added to `problems`, with its line.
 */
export const documentsOf = (file: string, text: string, problems: Problem[]): object[] =>
  valuesOf(file, text, problems).flatMap((value) => {
    if (value === null) return []
    if (typeof value === 'object' && !Array.isArray(value)) return [value]
    problems.push(wrongFile(file, 'must hold maps.'))
    return []
  })

/** The values of a YAML stream, whatever they are; null for a document that can't be read. */
export function valuesOf(file: string, text: string, problems: Problem[]): unknown[] {
  const unseen = OTHER_BREAKS.exec(text)
  if (unseen) problems.push(otherBreak(file, text, unseen))
  const documents = parseAllDocuments(text)
  if (!Array.isArray(documents)) return []
  // A warning is about a tag that isn't resolved here, and may be by kustomize.
  const flaws = documents.map(({ errors, warnings }) => [...errors, ...warnings])
  problems.push(...firstOfEachLine(flaws.flat()).map((each) => flaw(file, each)))
  const tab = text.includes('\t') && flaws.flat().length === 0 ? tabFlaw(documents, text) : undefined
  if (tab !== undefined) problems.push(placed(file, text, { offset: tab, message: TAB_INDENT }))
  return documents
    .filter((_, index) => flaws[index]?.length === 0)
    .map((document) => {
      // A look at every node is slow, and hardly any file has an alias.
      const flaw = text.includes('*') ? aliasFlaw(document) : undefined
      if (flaw) problems.push(placed(file, text, flaw))
      return flaw ? null : printable(document.toJS({ maxAliasCount: -1 }) as unknown)
    })
}

/**
 * What YAML 1.1, and so kustomize, takes for the end of a line and YAML 1.2 doesn't: behind one, what reads as a
 * comment here is an entry there. https://yaml.org/spec/1.1/#id871136
 */
const OTHER_BREAKS = /\r(?!\n)|[\u0085\u2028\u2029]/

function otherBreak(file: string, text: string, { index, 0: found }: RegExpExecArray): Problem {
  const lines = text.slice(0, index).split('\n')
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return {
    ...wrongFile(file, `has the character U+${code}, which kustomize interprets as a line break; remove it.`),
    position: { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 },
  }
}

/** One flaw confuses the parser until the line ends, and sometimes it says so twice. */
const firstOfEachLine = (errors: readonly YAMLError[]): YAMLError[] =>
  errors.filter((error, index) => errors.findIndex((each) => lineOf(each) === lineOf(error)) === index)

const lineOf = ({ linePos }: YAMLError): number | undefined => linePos?.[0].line

/** The parser says the place in its message too, and quotes the text below it. */
function flaw(file: string, { code, message, linePos }: YAMLError): Problem {
  const known = { RESOURCE_EXHAUSTION: 'is nested too deeply.', TAB_AS_INDENT: TAB_INDENT }
  const problem = wrongFile(
    file,
    own(known, code) ?? `is not valid YAML: ${message.replace(/[.:]?( at line .*)?$/s, '.')}`,
  )
  const start = linePos?.[0]
  return start ? { ...problem, position: { line: start.line, column: start.col } } : problem
}

function placed(file: string, text: string, { offset, message }: AliasFlaw): Problem {
  const lines = new LineCounter()
  parseAllDocuments(text, { lineCounter: lines })
  const { line, col } = lines.linePos(offset)
  return { ...wrongFile(file, message), position: { line, column: col } }
}
