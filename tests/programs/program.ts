import { execa } from 'execa'

/** A program that the tests need and that failed, or that is not there: exit 3. */
export class ToolFailed extends Error {
  override readonly name = 'ToolFailed'
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  readonly timeoutMs?: number
}

/** Runs a program that must succeed. @returns its standard output. @throws {ToolFailed} with the end of what it wrote. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { cwd, env, input, timeoutMs = 1_200_000 } = options
  const result = await execa(command, args, {
    reject: false,
    timeout: timeoutMs,
    ...(cwd !== undefined && { cwd }),
    ...(env && { env }),
    ...(input !== undefined && { input }),
  })
  if (result.failed) {
    const written = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-20).join('\n')
    throw new ToolFailed(
      `${[command, ...args].join(' ').slice(0, 300)}\nfailed: ${written || result.shortMessage}`,
    )
  }
  return result.stdout
}
