import { type Filter, filters } from './task.ts'
import styles from './task-filter.module.css'

const names: Record<Filter, string> = { all: 'All', pending: 'Pending', completed: 'Completed' }

/** Radio buttons that look like a switch: arrow keys move between them for free. */
export const TaskFilter = ({
  value,
  counts,
  onChange,
}: {
  value: Filter
  counts: Record<Filter, number>
  onChange: (filter: Filter) => void
}) => (
  <fieldset className={styles['filter']}>
    <legend className="visually-hidden">Show</legend>
    {filters.map((filter) => (
      <label key={filter}>
        <input type="radio" name="filter" checked={filter === value} onChange={() => onChange(filter)} />
        {names[filter]} <span>{counts[filter]}</span>
      </label>
    ))}
  </fieldset>
)
