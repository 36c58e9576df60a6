export type ListedTask = { readonly id: number; readonly title: string; readonly completed: boolean }

const EMPTY_WORDS = new Set([
  'the',
  'a',
  'an',
  'my',
  'task',
  'todo',
  'to',
  'about',
  'one',
  'called',
  'named',
  'with',
])

/** The tasks whose title holds every word of a description; a title that is the description itself wins alone. */
export function matchingTasks(tasks: readonly ListedTask[], description: string): ListedTask[] {
  const exact = tasks.filter(({ title }) => title.toLowerCase() === description.toLowerCase())
  if (exact.length > 0) return exact
  const wanted = stems(description).filter((word) => !EMPTY_WORDS.has(word))
  if (wanted.length === 0) return []
  return tasks.filter(({ title }) => {
    const words = new Set(stems(title))
    return wanted.every((word) => words.has(word))
  })
}

/** "buying" and "buys" are "buy". */
function stems(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word))
}
