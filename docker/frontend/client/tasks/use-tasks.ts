'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, callAll, type Failure, type Result } from '../api.ts'
import type { Task } from './task.ts'

export interface TaskText {
  readonly title: string
  /** null: none. */
  readonly description: string | null
}

export interface Tasks {
  /** undefined until the first answer. */
  readonly tasks: readonly Task[] | undefined
  /** Why the list could not be loaded; the last list we know stays in view. */
  readonly failure: Failure | undefined
  /** Tasks with a change on its way: their controls wait, because the toggle is not idempotent. */
  readonly busy: ReadonlySet<number>
  readonly reload: () => Promise<void>
  readonly create: (text: TaskText) => Promise<Result<Task>>
  readonly update: (id: number, text: TaskText) => Promise<Result<Task>>
  readonly toggle: (id: number) => Promise<Result<Task>>
  readonly remove: (id: number) => Promise<Result<undefined>>
}

const replaced = (tasks: readonly Task[], task: Task): Task[] =>
  tasks.map((each) => (each.id === task.id ? task : each))

const newestFirst = (tasks: readonly Task[]): Task[] => tasks.toSorted((a, b) => b.id - a.id)

/** The one copy of the task list in the browser; the list and the chat both work on it. */
export const useTasks = (userId: string): Tasks => {
  const base = `/api/${userId}/tasks`
  const [tasks, setTasks] = useState<readonly Task[]>()
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState<ReadonlySet<number>>(new Set())
  // Counts what makes an answer on its way stale: newer loads, and changes it can't know of.
  const version = useRef(0)

  const change = useCallback((edit: (known: readonly Task[]) => readonly Task[]) => {
    version.current += 1
    setTasks((known) => known && edit(known))
  }, [])

  const reload = useCallback(async () => {
    version.current += 1
    const asked = version.current
    const result = await callAll<Task>(base)
    if (asked !== version.current) return
    setFailure(result.ok ? undefined : result.failure)
    if (result.ok) setTasks(newestFirst(result.value))
  }, [base])

  useEffect(() => {
    void reload()
    // Another tab, or the chat on a phone, may have changed the list meanwhile.
    const onVisible = () => {
      if (document.visibilityState === 'visible') void reload()
    }
    document.addEventListener('visibilitychange', onVisible)
    return () => document.removeEventListener('visibilitychange', onVisible)
  }, [reload])

  /** Runs one change of one task while its controls wait. A task that is gone meanwhile calls for the real list. */
  const withBusy = async <T>(id: number, work: () => Promise<Result<T>>): Promise<Result<T>> => {
    setBusy((known) => new Set(known).add(id))
    const result = await work()
    setBusy((known) => new Set([...known].filter((each) => each !== id)))
    if (!result.ok && result.failure.status === 404) void reload()
    return result
  }

  const create = async (text: TaskText) => {
    const result = await call<Task>('POST', base, text)
    if (result.ok)
      change((known) => newestFirst([result.value, ...known.filter((each) => each.id !== result.value.id)]))
    return result
  }

  const update = (id: number, text: TaskText) =>
    withBusy(id, async () => {
      const result = await call<Task>('PUT', `${base}/${id}`, text)
      if (result.ok) change((known) => replaced(known, result.value))
      return result
    })

  const flip = (id: number) => (known: readonly Task[]) =>
    known.map((each) => (each.id === id ? { ...each, completed: !each.completed } : each))

  const toggle = (id: number) =>
    withBusy(id, async () => {
      change(flip(id))
      const result = await call<Task>('PATCH', `${base}/${id}/complete`)
      change(result.ok ? (known) => replaced(known, result.value) : flip(id))
      return result
    })

  const remove = (id: number) =>
    withBusy(id, async () => {
      const gone = tasks?.find((each) => each.id === id)
      change((known) => known.filter((each) => each.id !== id))
      const result = await call<undefined>('DELETE', `${base}/${id}`)
      if (!result.ok && result.failure.status !== 404 && gone)
        change((known) => newestFirst([gone, ...known]))
      return result
    })

  return { tasks, failure, busy, reload, create, update, toggle, remove }
}
