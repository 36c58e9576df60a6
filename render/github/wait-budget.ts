import { setTimeout } from 'node:timers/promises'

/** How long a client may wait in all, for limits and between tries. */
export interface WaitBudget {
  /** Takes seconds from what is left. @returns false, and takes none, if there aren't as many. */
  spend(seconds: number): boolean
  /** Spends seconds and waits them. @returns false, at once, if there aren't as many left. */
  wait(seconds: number): Promise<boolean>
}

/** @param seconds what is there to spend. @param second how many milliseconds one lasts. */
export function waitBudgetOf(seconds: number, second: number): WaitBudget {
  let left = seconds
  const spend = (wanted: number): boolean => {
    if (wanted > left) return false
    left -= wanted
    return true
  }
  return {
    spend,
    async wait(wanted) {
      if (!spend(wanted)) return false
      await setTimeout(wanted * second)
      return true
    },
  }
}
