import type { Ora } from 'ora'

/** Tells on a terminal how far a long work has come. */
export interface Progress {
  step(): void
  end(): void
}

const PATIENCE = 1000

/**
 * A line such as `Building 12 of 100` on stderr, shown only on a terminal and only from the second second on.
 *
 * @param work what is done, as in `Building`.
 */
export function progress(work: string, total: number): Progress {
  const begun = Date.now()
  let spinner: Ora | undefined
  // Loaded only for a terminal: a workflow would wait for it at every start.
  if (process.stderr.isTTY)
    void import('ora').then(({ default: ora }) => {
      spinner = ora({ discardStdin: false })
    })
  let done = 0
  return {
    step: () => {
      done++
      if (!spinner || Date.now() - begun < PATIENCE) return
      spinner.text = `${work} ${done} of ${total}`
      if (!spinner.isSpinning) spinner.start()
    },
    end: () => {
      spinner?.stop()
    },
  }
}
