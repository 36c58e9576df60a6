import { execa } from 'execa'

/** How a program ended: its exit code, or null if it was killed. */
export interface Ending {
  readonly exit: number | null
  /** Set if it could not be started at all. */
  readonly error?: string
}

/**
 * Runs a program on the terminal of the caller, with a kubeconfig of its own. Ctrl-C ends the program, and not
 * us: how it ended is still to be written down.
 */
export async function runOnTerminal(
  command: string,
  args: readonly string[],
  { kubeconfig, interactive }: { readonly kubeconfig: string; readonly interactive: boolean },
): Promise<Ending> {
  const stay = () => {}
  process.on('SIGINT', stay)
  try {
    const run = await execa(command, args, {
      reject: false,
      stdin: interactive ? 'inherit' : 'ignore',
      stdout: 'inherit',
      stderr: 'inherit',
      env: { KUBECONFIG: kubeconfig },
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
