import type { Ora } from 'ora'

/** Tells on a terminal how far a long work has come. */
export interface Progress {
  step(): void
  /** Says at once what is being done, where one step alone takes long: a network is asked. */
  begin(what: string): void
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
  let shown: string | undefined
  // Loaded only for a terminal: a workflow would wait for it at every start. One without a width, as `script` and
  // `docker run --tty` make it where no one looks, has lines without end to ora, which would erase them all.
  if (process.stderr.isTTY && process.stderr.columns > 0)
    void import('ora').then(({ default: ora }) => {
      spinner = ora({ discardStdin: false })
      if (shown !== undefined) show(shown)
    })
  const show = (text: string): void => {
    shown = text
    if (!spinner) return
    spinner.text = text
    if (!spinner.isSpinning) spinner.start()
  }
  let done = 0
  return {
    step: () => {
      done++
      if (spinner && Date.now() - begun >= PATIENCE) show(`${work} ${done} of ${total}`)
    },
    begin: (what) => show(total > 1 ? `${what} (${done + 1} of ${total})` : what),
    end: () => {
      shown = undefined
      spinner?.stop()
    },
  }
}
