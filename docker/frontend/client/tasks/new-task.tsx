'use client'
import { type SubmitEvent, useId, useRef, useState } from 'react'
import type { Failure, Result } from '../api.ts'
import { Button } from '../shell/button.tsx'
import { Icon } from '../shell/icon.tsx'
import { Notice } from '../shell/notice.tsx'
import styles from './new-task.module.css'
import { descriptionLimit, type Task, titleLimit, titleProblem } from './task.ts'
import type { TaskText } from './use-tasks.ts'

/** One line for the title; the details open as soon as there is something to describe. */
export const NewTask = ({ onCreate }: { onCreate: (text: TaskText) => Promise<Result<Task>> }) => {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [title, setTitle] = useState('')
  const [description, setDescription] = useState('')
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [failure, setFailure] = useState<Failure>()

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = titleProblem(title)
    setProblem(found)
    setFailure(undefined)
    input.current?.focus()
    if (found || sending) return
    setSending(true)
    const result = await onCreate({ title: title.trim(), description: description.trim() || null })
    setSending(false)
    // What was typed stays until it is safely stored.
    if (!result.ok) return setFailure(result.failure)
    setTitle('')
    setDescription('')
  }

  return (
    <form className={styles['form']} onSubmit={submit} noValidate aria-label="New task">
      <div className={styles['line']}>
        <label htmlFor={id} className="visually-hidden">
          New task
        </label>
        <input
          id={id}
          ref={input}
          value={title}
          maxLength={titleLimit}
          placeholder="What needs doing?"
          autoComplete="off"
          enterKeyHint="done"
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-problem`}
          onChange={(event) => {
            setTitle(event.target.value)
            setProblem(undefined)
          }}
        />
        <Button type="submit" disabled={sending}>
          <Icon name="plus" size={18} />
          Add
        </Button>
      </div>
      {title !== '' && (
        <textarea
          className={styles['details']}
          value={description}
          maxLength={descriptionLimit}
          rows={2}
          aria-label="Description"
          placeholder="Details (optional)"
          onChange={(event) => setDescription(event.target.value)}
        />
      )}
      <p id={`${id}-problem`} className={styles['problem']}>
        {problem}
      </p>
      {failure && <Notice text={failure.message} />}
    </form>
  )
}
