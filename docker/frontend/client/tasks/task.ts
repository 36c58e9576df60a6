export interface Task {
  readonly id: number
  readonly title: string
  readonly description: string | null
  readonly completed: boolean
  readonly created_at: string
  readonly updated_at: string
}

export const titleLimit = 200
export const descriptionLimit = 1000

export const filters = ['all', 'pending', 'completed'] as const
export type Filter = (typeof filters)[number]

export const matches = (task: Task, filter: Filter): boolean =>
  filter === 'all' || task.completed === (filter === 'completed')

export const counts = (tasks: readonly Task[]): Record<Filter, number> => {
  const completed = tasks.filter((task) => task.completed).length
  return { all: tasks.length, pending: tasks.length - completed, completed }
}

/** What a person may type as a task: undefined if it is fine, else what to fix. */
export const titleProblem = (title: string): string | undefined => {
  if (title.trim() === '') return 'Give the task a title.'
  if (title.trim().length > titleLimit) return `A title has at most ${titleLimit} characters.`
  return undefined
}
