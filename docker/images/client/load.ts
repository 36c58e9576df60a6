import { pause } from '../wait.ts'

export type Load = {
  /** Lets every worker finish what it is doing. @returns how many were answered, and what went wrong */
  readonly stop: () => Promise<{ answered: number; failures: readonly string[] }>
}

/** Does the same work over and over, several at once, until told to stop. A throw counts as a failure. */
export function startLoad(workers: number, work: () => Promise<void>): Load {
  let going = true
  let answered = 0
  const failures: string[] = []
  const each = async (): Promise<void> => {
    while (going) {
      try {
        await work()
        answered += 1
      } catch (error) {
        const cause = error instanceof Error && error.cause ? ` (${String(error.cause)})` : ''
        failures.push(`${String(error)}${cause}`)
      }
      await pause(5)
    }
  }
  const all = Promise.all(Array.from({ length: workers }, each))
  return {
    stop: async () => {
      going = false
      await all
      return { answered, failures }
    },
  }
}
