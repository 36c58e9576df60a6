import { type ExecFileException, execFile } from 'node:child_process'
import { existsSync } from 'node:fs'

/** How a program ended. `exitCode` is missing if it couldn't be started or was killed. */
export interface ProgramRun {
  readonly failed: boolean
  readonly exitCode?: number | undefined
  /** Why it couldn't be started or was ended, such as `ENOENT`. */
  readonly code?: string | undefined
  readonly stdout: Buffer
  readonly stderr: string
  /** What to say of a failure where the program itself says nothing. */
  readonly shortMessage?: string | undefined
}

export interface ProgramOptions {
  readonly cwd?: string
  /** All of its environment; that of this process if omitted. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What it reads. */
  readonly input?: string
  /** It is ended when it writes more bytes than this. */
  readonly maxBuffer?: number
}

/**
 * Runs git or kustomize to its end. Every command does, and for that alone execa takes too long to load: it is for what
 * needs a terminal, a time limit or, on Windows, scripts such as `kubectl.cmd`.
 */
export const runProgram = (
  command: string,
  args: readonly string[],
  { cwd, env = process.env, input = '', maxBuffer = 100_000_000 }: ProgramOptions = {},
): Promise<ProgramRun> =>
  new Promise((resolve) => {
    const end = (error: ExecFileException | null, stdout: Buffer, stderr: Buffer): void => {
      const { code } = error ?? {}
      resolve({
        failed: error !== null,
        exitCode: error === null ? 0 : typeof code === 'number' ? code : undefined,
        code: typeof code === 'string' ? code : undefined,
        stdout,
        stderr: new TextDecoder().decode(stderr),
        shortMessage: error ? messageOf(error, command, cwd) : undefined,
      })
    }
    try {
      const options = { cwd, env, maxBuffer, encoding: 'buffer', windowsHide: true } as const
      const { stdin } = execFile(command, args, options, end)
      stdin?.on('error', () => {}) // Ended before it has read everything: its exit code says why.
      stdin?.end(input)
    } catch (error) {
      end(error as ExecFileException, Buffer.alloc(0), Buffer.alloc(0)) // a NUL in an argument
    }
  })

function messageOf({ message, signal, code }: ExecFileException, command: string, cwd?: string): string {
  if (code === 'ENOENT' && cwd !== undefined && !existsSync(cwd))
    return `${command} can't be started: the cwd ${cwd} does not exist`
  if (signal) return `${command} was ended by ${signal}`
  return typeof code === 'number'
    ? `${command} ended with exit code ${code}`
    : `${command} can't be run: ${message}`
}
