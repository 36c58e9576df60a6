import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'

/** Why a step of a workflow can't have an output of this name here; nothing if it can. The message says how to fix it. */
export function outputProblem(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name))
    return `"${name}" is not a valid output name: use letters, digits, - and _.`
  if (!process.env['GITHUB_OUTPUT'])
    return '--github-output is for a step of a GitHub workflow: $GITHUB_OUTPUT names no file here. Use --json.'
  return undefined
}

/**
 * Gives the running step of a workflow an output.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings: what the value
 * holds can't end it early, because the delimiter is random.
 */
export function setOutput(name: string, value: string): void {
  const delimiter = `end-${randomUUID()}`
  appendFileSync(process.env['GITHUB_OUTPUT'] ?? '', `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
}

/** A line that GitHub shows as a warning of the run. What the text holds can't become a command of its own. */
export const warningLine = (title: string, text: string): string =>
  `::warning title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(text)}`

const escaped = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
