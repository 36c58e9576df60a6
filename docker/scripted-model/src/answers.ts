import type { ListedTask } from './matching.ts'

const line = ({ id, title, completed }: ListedTask): string =>
  `- ${id}: ${title}${completed ? ' (done)' : ''}`

/** Everything the script can say. */
export const ANSWERS = {
  greeting: 'Hello! I can add, list, complete, change and delete your tasks. What would you like to do?',
  declined:
    'I am sorry, I can only help with your tasks: adding, listing, completing, changing and deleting them.',
  whichOne: 'Several tasks match. Which one do you mean?',
  added: (title: string) => `I have added “${title}” to your tasks.`,
  completed: (title: string) => `Well done! “${title}” is completed.`,
  deleted: (title: string) => `I have deleted “${title}”.`,
  updated: (title: string) => `Done: the task is now “${title}”.`,
  notFound: (words: string) => `I could not find a task that matches “${words}”. Nothing was changed.`,
  ask: (tasks: readonly ListedTask[]) => `${ANSWERS.whichOne}\n${tasks.map(line).join('\n')}`,
  list: (tasks: readonly ListedTask[], status: string): string => {
    const kind = status === 'all' ? '' : `${status} `
    if (tasks.length === 0) return `You have no ${kind}tasks.`
    return `You have ${tasks.length} ${kind}${tasks.length === 1 ? 'task' : 'tasks'}:\n${tasks.map(line).join('\n')}`
  },
  failed: ({ error, message }: { error: string; message: string }): string => {
    if (error === 'not_found') return `I could not find that task. ${message}`
    if (error === 'another_user') return 'I can only reach your own tasks, not those of another user.'
    return `That did not work: ${message}`
  },
} as const
