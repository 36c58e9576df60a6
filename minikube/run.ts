import { execa } from 'execa'
import { quoted } from '../render/text/shell.ts'

/** A program that is missing, or ended with another code than 0. */
export class ToolError extends Error {
  override readonly name = 'ToolError'
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Gets the last line that the program wrote, while it runs. */
  readonly onLine?: (line: string) => void
}

const LINES = 20

/** Runs a program to its end. @returns its stdout. @throws {ToolError} with the end of what it wrote. */
export async function run(
  command: string,
  args: readonly string[],
  { onLine, cwd, env }: RunOptions = {},
): Promise<string> {
  const child = execa(command, args, {
    reject: false,
    all: true,
    stdin: 'ignore',
    ...(cwd !== undefined && { cwd }),
    ...(env && { env }),
  })
  child.all?.on('data', (chunk: Buffer) => {
    const line = chunk.toString().trimEnd().split('\n').at(-1)?.trim()
    if (line) onLine?.(line)
  })
  const result = await child
  if (result.failed) {
    const output = result.all?.trim().split('\n').slice(-LINES).join('\n') || (result.shortMessage ?? '')
    throw new ToolError(`${commandLine(command, args)}\n${output}`)
  }
  return result.stdout
}

/** The version that a program prints; undefined if it is missing or fails. */
export async function versionOf(command: string, args: readonly string[]): Promise<string | undefined> {
  const text = await run(command, args).catch(() => undefined)
  return text === undefined ? undefined : /[0-9]+\.[0-9]+(\.[0-9]+)?/.exec(text)?.[0]
}

/** A command as a shell reads it. */
export const commandLine = (command: string, args: readonly string[]): string =>
  [command, ...args].map(quoted).join(' ')
