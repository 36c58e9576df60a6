'use client'
import { useCallback, useState } from 'react'
import { call, callAll, type Failure } from '../api.ts'
import type { Conversation } from './message.ts'

export interface Conversations {
  /** undefined until the first answer. */
  readonly list: readonly Conversation[] | undefined
  readonly failure: Failure | undefined
  readonly reload: () => Promise<void>
  /** True if it is gone afterwards. */
  readonly remove: (id: number) => Promise<boolean>
}

const latestFirst = (list: readonly Conversation[]): Conversation[] =>
  list.toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))

export const useConversations = (userId: string): Conversations => {
  const base = `/api/${userId}/conversations`
  const [list, setList] = useState<readonly Conversation[]>()
  const [failure, setFailure] = useState<Failure>()

  const reload = useCallback(async () => {
    const result = await callAll<Conversation>(base)
    setFailure(result.ok ? undefined : result.failure)
    if (result.ok) setList(latestFirst(result.value))
  }, [base])

  const remove = async (id: number) => {
    const result = await call('DELETE', `${base}/${id}`)
    const gone = result.ok || result.failure.status === 404
    if (gone) setList((known) => known?.filter((each) => each.id !== id))
    setFailure(result.ok || gone ? undefined : result.failure)
    return gone
  }

  return { list, failure, reload, remove }
}
