import { parseAllDocuments, type YAMLParseError } from 'yaml'
import { printable } from '../problem/printable.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'

/**
 * The maps of a YAML stream; empty documents are nothing, as to kustomize.
 *
 * @throws nothing; what can't be read is added to `problems`, with its line.
 */
export function documentsOf(file: string, text: string, problems: Problem[]): object[] {
  const documents = parseAllDocuments(text)
  if (!Array.isArray(documents)) return []
  problems.push(...firstOfEachLine(documents.flatMap(({ errors }) => errors)).map((each) => flaw(file, each)))
  const values = documents
    .filter(({ errors }) => errors.length === 0)
    .map((each) => printable(each.toJS() as unknown))
  return values.flatMap((value) => {
    if (value === null) return []
    if (typeof value === 'object' && !Array.isArray(value)) return [value]
    problems.push(wrongFile(file, 'must hold maps.'))
    return []
  })
}

/** One flaw confuses the parser until the line ends, and sometimes it says so twice. */
const firstOfEachLine = (errors: readonly YAMLParseError[]): YAMLParseError[] =>
  errors.filter((error, index) => errors.findIndex((each) => lineOf(each) === lineOf(error)) === index)

const lineOf = ({ linePos }: YAMLParseError): number | undefined => linePos?.[0].line

/** The parser says the place in its message too, and quotes the text below it. */
function flaw(file: string, { message, linePos }: YAMLParseError): Problem {
  const problem = wrongFile(file, `is not valid YAML: ${message.replace(/[.:]?( at line .*)?$/s, '.')}`)
  const start = linePos?.[0]
  return start ? { ...problem, position: { line: start.line, column: start.col } } : problem
}
