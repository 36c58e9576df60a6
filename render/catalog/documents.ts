import { LineCounter, parseAllDocuments, type YAMLParseError } from 'yaml'
import { type Problem, wrongFile } from '../problem/problem.ts'
import { type AliasFlaw, aliasFlaw } from './alias-flaw.ts'

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
  const documents = parseAllDocuments(text)
  if (!Array.isArray(documents)) return []
  problems.push(...firstOfEachLine(documents.flatMap(({ errors }) => errors)).map((each) => flaw(file, each)))
  return documents
    .filter(({ errors }) => errors.length === 0)
    .map((document) => {
      // A look at every node is slow, and hardly any file has an alias.
      const flaw = text.includes('*') ? aliasFlaw(document) : undefined
      if (flaw) problems.push(placed(file, text, flaw))
      return flaw ? null : (document.toJS({ maxAliasCount: -1 }) as unknown)
    })
}

/** One flaw confuses the parser until the line ends, and sometimes it says so twice. */
const firstOfEachLine = (errors: readonly YAMLParseError[]): YAMLParseError[] =>
  errors.filter((error, index) => errors.findIndex((each) => lineOf(each) === lineOf(error)) === index)

const lineOf = ({ linePos }: YAMLParseError): number | undefined => linePos?.[0].line

/** The parser says the place in its message too, and quotes the text below it. */
function flaw(file: string, { code, message, linePos }: YAMLParseError): Problem {
  const deep = code === 'RESOURCE_EXHAUSTION'
  const problem = wrongFile(
    file,
    deep ? 'is nested too deeply.' : `is not valid YAML: ${message.replace(/[.:]?( at line .*)?$/s, '.')}`,
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
