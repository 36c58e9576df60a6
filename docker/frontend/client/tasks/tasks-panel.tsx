'use client'
import { useRef, useState } from 'react'
import type { Failure, Result } from '../api.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { Button } from '../shell/button.tsx'
import { Notice } from '../shell/notice.tsx'
import { EmptyTasks } from './empty-tasks.tsx'
import { NewTask } from './new-task.tsx'
import { counts, type Filter, matches, type Task } from './task.ts'
import { TaskFilter } from './task-filter.tsx'
import { TaskRow } from './task-row.tsx'
import { TaskSkeleton } from './task-skeleton.tsx'
import styles from './tasks-panel.module.css'
import type { Tasks, TaskText } from './use-tasks.ts'

/** Rows that are drawn at once: a phone takes seconds for thousands. */
const rowsAtOnce = 100

export const TasksPanel = ({ tasks, failure, busy, reload, create, update, toggle, remove }: Tasks) => {
  const heading = useRef<HTMLHeadingElement>(null)
  const announce = useAnnounce()
  const [filter, setFilter] = useState<Filter>('all')
  const [refused, setRefused] = useState<Failure>()
  const [rows, setRows] = useState(rowsAtOnce)
  const matching = tasks?.filter((task) => matches(task, filter))
  const shown = matching?.slice(0, rows)
  const hidden = (matching?.length ?? 0) - (shown?.length ?? 0)

  /** Tells the outcome of a change: aloud if it worked, in view if it did not. */
  const told = async <T,>(work: Promise<Result<T>>, done: string): Promise<Result<T>> => {
    const result = await work
    setRefused(result.ok ? undefined : result.failure)
    if (result.ok) announce(done)
    return result
  }

  const onToggle = (task: Task) =>
    void told(toggle(task.id), `${task.title}: ${task.completed ? 'to do again' : 'completed'}`)

  const onRemove = (task: Task) => {
    // The row that had the focus goes away; the heading is the nearest thing that stays.
    heading.current?.focus()
    void told(remove(task.id), `Deleted ${task.title}`)
  }

  const onCreate = async (text: TaskText) => {
    const result = await create(text)
    if (!result.ok) return result
    // A new task must not be hidden by the filter in use.
    if (filter === 'completed') setFilter('all')
    announce(`Added ${result.value.title}`)
    return result
  }

  return (
    <section className={styles['panel']} aria-labelledby="tasks-heading">
      <div className={styles['head']}>
        <h2 id="tasks-heading" ref={heading} tabIndex={-1}>
          Tasks
        </h2>
        {tasks && tasks.length > 0 && <Progress {...counts(tasks)} />}
      </div>
      <NewTask onCreate={onCreate} />
      {refused && (
        <Notice text={refused.message}>
          <button type="button" onClick={() => setRefused(undefined)}>
            Dismiss
          </button>
        </Notice>
      )}
      {failure && (
        <Notice text={tasks ? `The list may be out of date. ${failure.message}` : failure.message}>
          <button type="button" onClick={() => void reload()}>
            Try again
          </button>
        </Notice>
      )}
      {tasks && tasks.length > 0 && <TaskFilter value={filter} counts={counts(tasks)} onChange={setFilter} />}
      {!tasks && !failure && <TaskSkeleton />}
      {shown?.length === 0 && <EmptyTasks filter={filter} none={tasks?.length === 0} />}
      {shown && shown.length > 0 && (
        <ul className={styles['list']} aria-label={filter === 'all' ? 'Tasks' : `${filter} tasks`}>
          {shown.map((task) => (
            <TaskRow
              key={task.id}
              task={task}
              busy={busy.has(task.id)}
              onToggle={() => onToggle(task)}
              onRemove={() => onRemove(task)}
              onUpdate={async (text) => {
                const result = await update(task.id, text)
                if (result.ok) announce(`Saved ${result.value.title}`)
                return result
              }}
            />
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <Button kind="quiet" onClick={() => setRows(rows + rowsAtOnce)}>
          Show {Math.min(hidden, rowsAtOnce)} more of {hidden}
        </Button>
      )}
    </section>
  )
}

const Progress = ({ all, completed }: { all: number; completed: number }) => (
  <p className={styles['progress']}>
    <progress value={completed} max={all} aria-label="Completed tasks" />
    {completed} of {all} done
  </p>
)
