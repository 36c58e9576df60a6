import { type Problem, wrongFile } from '../problem/problem.ts'

/** A line of an env file that sets a variable. */
interface Line {
  readonly number: number
  readonly name: string
  readonly given: boolean
}

/**
 * The lines that set variables, as kustomize reads them: NAME=VALUE from the first `=` on, comments from a `#` that
 * begins the line.
 */
const linesOf = (text: string): Line[] =>
  text.split('\n').flatMap((line, index) => {
    const plain = line.trimStart()
    if (plain === '' || plain.startsWith('#')) return []
    const end = plain.indexOf('=')
    return [{ number: index + 1, name: end < 0 ? plain.trimEnd() : plain.slice(0, end), given: end >= 0 }]
  })

/** What kustomize refuses in an env file, or reads from elsewhere: KvLoader in kustomize's api/kv/kv.go. */
export function envFileProblems(file: string, text: string): Problem[] {
  const seen = new Set<string>()
  return linesOf(text).flatMap(({ number, name, given }) => {
    const wrong = given ? wrongName(name, seen) : noValue(name)
    seen.add(name)
    return wrong ? [{ ...wrongFile(file, wrong), position: { line: number, column: 1 } }] : []
  })
}

function wrongName(name: string, seen: ReadonlySet<string>): string | undefined {
  if (/^export\s/.test(name))
    return `"export" is not shell syntax here: write ${name.replace(/^export\s+/, '')}=VALUE.`
  if (name !== name.trim()) return `A space before "=" is part of the name: write ${name.trim()}=VALUE.`
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name))
    return `${JSON.stringify(name)} is not the name of a variable: use letters, digits, "_", "-" and ".".`
  return seen.has(name) ? `${name} is set twice: keep one.` : undefined
}

const noValue = (name: string): string =>
  `${JSON.stringify(name)} has no "=": kustomize would read its value from the environment of the build. Write NAME=VALUE.`
