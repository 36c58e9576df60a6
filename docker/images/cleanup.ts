export type Cleanup = {
  /** Remembers what undoes something that was just made. */
  readonly add: (name: string, undo: () => Promise<unknown>) => void
  /** Undoes everything, the last first; what fails is told and does not stop the rest. Called twice it waits for the first. */
  readonly run: () => Promise<void>
}

export function createCleanup(say: (line: string) => void): Cleanup {
  const undone: { name: string; undo: () => Promise<unknown> }[] = []
  const undoAll = async (): Promise<void> => {
    for (let next = undone.pop(); next !== undefined; next = undone.pop()) {
      const { name, undo } = next
      await undo().catch((error: unknown) => say(`could not remove ${name}: ${String(error)}`))
    }
  }
  let all = Promise.resolve()
  return {
    add: (name, undo) => {
      undone.push({ name, undo })
    },
    run: () => {
      all = all.then(undoAll)
      return all
    },
  }
}
