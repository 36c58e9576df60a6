'use client'
import { useEffect, useRef, useState } from 'react'
import type { Result } from '../api.ts'
import { Button, IconButton } from '../shell/button.tsx'
import { when } from '../shell/when.ts'
import type { Task } from './task.ts'
import { TaskEditor } from './task-editor.tsx'
import styles from './task-row.module.css'
import type { TaskText } from './use-tasks.ts'

type Mode = 'view' | 'edit' | 'confirm'

interface Props {
  task: Task
  busy: boolean
  onToggle: () => void
  onRemove: () => void
  onUpdate: (text: TaskText) => Promise<Result<Task>>
}

/** One task: seen, edited in its own place, or about to be deleted. */
export const TaskRow = ({ task, busy, onToggle, onRemove, onUpdate }: Props) => {
  const [mode, setMode] = useState<Mode>('view')
  const row = useRef<HTMLLIElement>(null)
  const before = useRef<Mode>('view')

  // The focus follows the mode and returns to the button it came from.
  useEffect(() => {
    const left = before.current
    before.current = mode
    if (mode === 'view' && left !== 'view')
      row.current?.querySelector<HTMLElement>(`[data-opens="${left}"]`)?.focus()
    if (mode === 'confirm') row.current?.querySelector<HTMLElement>('[data-confirm]')?.focus()
  }, [mode])

  if (mode === 'edit')
    return (
      <li ref={row} className={styles['row']}>
        <TaskEditor task={task} onSave={onUpdate} onClose={() => setMode('view')} />
      </li>
    )
  if (mode === 'confirm')
    return (
      <li ref={row} className={styles['row']}>
        <Confirm title={task.title} onCancel={() => setMode('view')} onConfirm={onRemove} />
      </li>
    )
  return (
    <li ref={row} className={styles['row']} data-completed={task.completed} aria-busy={busy}>
      <label className={styles['check']}>
        <input type="checkbox" checked={task.completed} disabled={busy} onChange={onToggle} />
        <span className="visually-hidden">{task.title}: completed</span>
      </label>
      <div className={styles['text']}>
        <p className={styles['title']}>{task.title}</p>
        {task.description && <p className={styles['description']}>{task.description}</p>}
        <p className={styles['when']}>{when(task.created_at)}</p>
      </div>
      <div className={styles['actions']}>
        <IconButton
          icon="pencil"
          label={`Edit ${task.title}`}
          disabled={busy}
          data-opens="edit"
          onClick={() => setMode('edit')}
        />
        <IconButton
          icon="trash"
          label={`Delete ${task.title}`}
          disabled={busy}
          data-opens="confirm"
          onClick={() => setMode('confirm')}
        />
      </div>
    </li>
  )
}

const Confirm = (props: { title: string; onCancel: () => void; onConfirm: () => void }) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: Escape is a shortcut for the Keep button inside.
  <div className={styles['confirm']} onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}>
    <p>
      Delete “<b>{props.title}</b>”?
    </p>
    <div>
      <Button kind="quiet" onClick={props.onCancel}>
        Keep
      </Button>
      <Button kind="danger" onClick={props.onConfirm} data-confirm>
        Delete
      </Button>
    </div>
  </div>
)
