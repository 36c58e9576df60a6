import { Icon } from '../shell/icon.tsx'
import styles from './empty-tasks.module.css'
import type { Filter } from './task.ts'

const words: Record<Filter, string> = {
  all: 'Nothing here.',
  pending: 'Everything is done. Well done!',
  completed: 'Nothing is completed yet.',
}

/** Why the list is empty, and what to do about it if that is how it begins. */
export const EmptyTasks = ({ filter, none }: { filter: Filter; none: boolean }) => (
  <div className={styles['empty']}>
    <span>
      <Icon name={filter === 'pending' && !none ? 'check' : 'list'} size={26} />
    </span>
    <p className={styles['title']}>{none ? 'No tasks yet' : words[filter]}</p>
    {none && <p>Write the first one above, or ask the assistant to add it for you.</p>}
  </div>
)
