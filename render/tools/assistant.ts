import { delimiter } from 'node:path'
import { execa } from 'execa'

/** How a program ended: its exit code, or null if it was killed. */
export interface Ending {
  readonly exit: number | null
  /** Set if it could not be started at all. */
  readonly error?: string
}

/**
 * Runs a program on the terminal of the caller, with a kubeconfig and a kubectl of its own. Ctrl-C ends the program, and not
 * us: how it ended is still to be written down.
 *
 * @param options.bin a folder that comes first on its PATH
 * @param options.answer a file for all that it prints; one that asks on the terminal needs that to itself, and gets none
 */
export async function runOnTerminal(
  command: string,
  args: readonly string[],
  options: {
    readonly kubeconfig: string
    readonly interactive: boolean
    readonly bin: string
    readonly answer: string
  },
): Promise<Ending> {
  const { kubeconfig, interactive, bin, answer } = options
  const output = interactive ? ('inherit' as const) : (['inherit', { file: answer, append: true }] as const)
  const { PATH = '' } = process.env
  const stay = () => {}
  process.on('SIGINT', stay)
  try {
    const run = await execa(command, args, {
      reject: false,
      stdin: interactive ? 'inherit' : 'ignore',
      stdout: output,
      stderr: output,
      env: { KUBECONFIG: kubeconfig, PATH: `${bin}${delimiter}${PATH}` },
    })
    if (run.exitCode !== undefined) return { exit: run.exitCode }
    return {
      exit: null,
      ...(run.signal === undefined && { error: run.shortMessage ?? 'it could not be started' }),
    }
  } finally {
    process.off('SIGINT', stay)
  }
}
