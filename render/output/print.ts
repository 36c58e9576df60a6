import { styleText } from 'node:util'
import { oneLine } from '../text/safe.ts'
import { EXIT, type Line, type Outcome } from './outcome.ts'

const COLOURS = { good: 'green', changed: 'yellow', bad: 'red', quiet: 'dim' } as const

/** The reader may have enough, as `head` has: then the command ends without a word, with its own exit code. */
export const endWithReader = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.stderr.write(`stdout: ${error.message}\n`)
    process.exit(error.code === 'EPIPE' ? (process.exitCode ?? EXIT.good) : EXIT.failure)
  })
}

/** The one printer: data for programs, or lines for people, in colour only on a terminal (and not with NO_COLOR). */
export function print(outcome: Outcome, { json = false }: { json?: boolean }): void {
  process.exitCode = outcome.exit
  if (json) process.stdout.write(`${JSON.stringify(outcome.json, null, 2)}\n`)
  else {
    if (outcome.text !== undefined) process.stdout.write(outcome.text)
    else for (const line of outcome.lines) process.stdout.write(`${coloured(line)}\n`)
    for (const error of outcome.errors) process.stderr.write(`${harmless(error)}\n`)
  }
}

const coloured = ({ text, tone }: Line): string =>
  tone ? styleText(COLOURS[tone], harmless(text), { stream: process.stdout }) : harmless(text)

/** A text line by line, without what steers a terminal: authors, paths and messages of tools are anybody's. */
export const harmless = (text: string): string => text.split('\n').map(oneLine).join('\n')
