/**
 * Runs `one` on every entry, so many at once, and gives each result as soon as it is there.
 *
 * @param entries no two of one name. @param one gives a result of its entry's name. @throws what `one` rejects with.
 */
export async function* asReady<T extends { readonly name: string }, R extends { readonly name: string }>(
  entries: Iterable<T>,
  parallel: number,
  one: (entry: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting = [...entries]
  const running = new Map<string, Promise<R>>()
  const fill = (): void => {
    while (waiting.length > 0 && running.size < parallel) {
      const entry = waiting.shift() as T
      running.set(entry.name, one(entry))
    }
  }
  fill()
  while (running.size > 0) {
    const done = await Promise.race(running.values())
    running.delete(done.name)
    fill() // before the caller works on the result
    yield done
  }
}
