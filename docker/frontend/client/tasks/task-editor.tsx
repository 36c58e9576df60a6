'use client'
import { type KeyboardEvent, type SubmitEvent, useEffect, useId, useRef, useState } from 'react'
import type { Result } from '../api.ts'
import { Button } from '../shell/button.tsx'
import { descriptionLimit, type Task, titleLimit, titleProblem } from './task.ts'
import styles from './task-editor.module.css'
import type { TaskText } from './use-tasks.ts'

interface Props {
  task: Task
  onSave: (text: TaskText) => Promise<Result<Task>>
  onClose: () => void
}

/** Editing in place. Escape leaves it, Enter in the title and Ctrl+Enter in the details save. */
export const TaskEditor = ({ task, onSave, onClose }: Props) => {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [title, setTitle] = useState(task.title)
  const [description, setDescription] = useState(task.description ?? '')
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    input.current?.select()
  }, [])

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = titleProblem(title)
    setProblem(found)
    if (found || saving) return
    setSaving(true)
    const result = await onSave({ title: title.trim(), description: description.trim() || null })
    setSaving(false)
    if (result.ok) onClose()
    else setProblem(result.failure.message)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'Escape') onClose()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
  }

  return (
    <form
      className={styles['editor']}
      onSubmit={submit}
      onKeyDown={onKeyDown}
      aria-label={`Edit ${task.title}`}
    >
      <input
        ref={input}
        value={title}
        maxLength={titleLimit}
        aria-label="Title"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => setTitle(event.target.value)}
      />
      <textarea
        value={description}
        maxLength={descriptionLimit}
        rows={2}
        aria-label="Description"
        placeholder="Details (optional)"
        onChange={(event) => setDescription(event.target.value)}
      />
      <p id={`${id}-problem`} role="alert">
        {problem}
      </p>
      <div>
        <Button kind="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={saving}>
          {saving ? 'Saving…' : 'Save'}
        </Button>
      </div>
    </form>
  )
}
