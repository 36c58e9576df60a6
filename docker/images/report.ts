export type Report = {
  readonly say: (line: string) => void
  /** Runs one check and tells how it went; a failure does not stop the next. */
  readonly check: (title: string, run: () => Promise<string>) => Promise<boolean>
  readonly skip: (title: string, why: string) => void
  /** From here on no check runs and nothing is printed: the test was stopped. */
  readonly stop: () => void
  /** The last lines. @returns the exit code: 0 good, 1 findings */
  readonly end: () => number
}

export function createReport(write: (text: string) => void): Report {
  const counts = { passed: 0, failed: 0 }
  const skipped: string[] = []
  let stopped = false
  const say = (line: string): void => {
    if (!stopped) write(`${line}\n`)
  }
  return {
    say,
    check: async (title, run) => {
      if (stopped) return false
      const started = Date.now()
      try {
        const detail = await run()
        counts.passed += 1
        say(`ok    ${title} (${seconds(started)})${detail === '' ? '' : `\n      ${detail}`}`)
        return true
      } catch (error) {
        counts.failed += 1
        const text = error instanceof Error ? error.message : String(error)
        say(`FAIL  ${title} (${seconds(started)})\n      ${text.replaceAll('\n', '\n      ')}`)
        return false
      }
    },
    skip: (title, why) => {
      skipped.push(title)
      say(`skip  ${title}\n      ${why}`)
    },
    stop: () => {
      stopped = true
    },
    end: () => {
      say(`${counts.passed} passed, ${counts.failed} failed, ${skipped.length} skipped`)
      return counts.failed === 0 ? 0 : 1
    },
  }
}

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`
