/** The scheme of the URLs under which the code of base and policies runs: `gitops-code:FILE?HASH`. */
export const CODE_SCHEME = 'gitops-code:'

/** A stack that another tool formats, as vitest does, has the question mark of the URL escaped. */
const URL_OF_CODE = `${CODE_SCHEME}[^\\n]*?(?:\\?|%3F)[0-9a-f]{64}`
const FRAME = new RegExp(`${URL_OF_CODE}:(\\d+):(\\d+)`)
/** How Node starts the stack of a syntax error: the line, its text up to the error, and carets below it. */
const SYNTAX = new RegExp(`^${URL_OF_CODE}:(\\d+)\\n(?:[^\\n]*\\n)*?( *)\\^+(?:\\n|$)`)

/** Both count from 1. */
export interface CodePosition {
  readonly line: number
  readonly column: number
}

/**
 * Where in its file the code of a component or policy threw, by the stack. Types are stripped without moving anything,
 * so lines and columns are those of the source.
 *
 * @returns nothing if the stack doesn't tell, or what was thrown is no Error.
 */
export function positionOf(thrown: unknown): CodePosition | undefined {
  const stack = thrown instanceof Error ? thrown.stack : undefined
  if (typeof stack !== 'string') return undefined
  const syntax = SYNTAX.exec(stack)
  if (syntax) return { line: Number(syntax[1]), column: (syntax[2] ?? '').length + 1 }
  const frame = FRAME.exec(stack)
  return frame ? { line: Number(frame[1]), column: Number(frame[2]) } : undefined
}

/** What code threw, as a text. It may throw anything, also what can't be converted to text. */
export function reasonOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown)
  } catch {
    return Object.prototype.toString.call(thrown)
  }
}
