'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, type Failure } from '../api.ts'
import { currentConversation, rememberConversation } from './address.ts'
import { fromStored, type Message, type Reply, type StoredMessage } from './message.ts'

export interface Chat {
  readonly conversation: number | undefined
  /** undefined while an earlier conversation is being loaded. */
  readonly messages: readonly Message[] | undefined
  /** Loads the messages before those in view; undefined if there are none. */
  readonly loadEarlier: (() => Promise<void>) | undefined
  readonly sending: boolean
  /** Why the last message was not answered; it can be sent again. */
  readonly unsent: Failure | undefined
  /** Why the conversation could not be loaded. */
  readonly failure: Failure | undefined
  readonly send: (text: string) => Promise<void>
  readonly retry: () => Promise<void>
  readonly open: (conversation: number | undefined) => Promise<void>
}

// Not crypto.randomUUID: browsers lack it over plain http, as in a cluster without a certificate.
let typed = 0
const newKey = (): string => `typed-${++typed}`

/**
 * One conversation at a time, resumed from the address after a reload.
 *
 * @param onWorked called when tools may have changed the tasks
 */
export const useChat = (userId: string, onWorked: () => void): Chat => {
  const base = `/api/${userId}`
  const [conversation, setConversation] = useState<number>()
  const [messages, setMessages] = useState<readonly Message[]>()
  const [earlier, setEarlier] = useState<string>()
  const [sending, setSending] = useState(false)
  const [unsent, setUnsent] = useState<Failure>()
  const [failure, setFailure] = useState<Failure>()
  // Which conversation is in view: an answer for one that was left is not shown in another.
  const view = useRef(0)

  const leave = useCallback(() => {
    setConversation(undefined)
    rememberConversation(undefined)
  }, [])

  const open = useCallback(
    async (next: number | undefined) => {
      view.current += 1
      const mine = view.current
      setConversation(next)
      rememberConversation(next)
      setSending(false)
      setUnsent(undefined)
      setFailure(undefined)
      setMessages(next === undefined ? [] : undefined)
      setEarlier(undefined)
      if (next === undefined) return
      const result = await call<StoredMessage[]>('GET', `${base}/conversations/${next}/messages`)
      if (mine !== view.current) return
      if (result.ok) {
        setEarlier(result.more)
        return setMessages(result.value.map(fromStored))
      }
      setFailure(result.failure)
      // A conversation that is gone is no reason not to begin another.
      if (result.failure.status !== 404) return
      leave()
      setMessages([])
    },
    [base, leave],
  )

  useEffect(() => {
    void open(currentConversation())
  }, [open])

  const loadEarlier = async (): Promise<void> => {
    if (earlier === undefined) return
    const mine = view.current
    const result = await call<StoredMessage[]>('GET', earlier)
    if (mine !== view.current) return
    setFailure(result.ok ? undefined : result.failure)
    if (!result.ok) return
    setEarlier(result.more)
    setMessages((known = []) => [...result.value.map(fromStored), ...known])
  }

  const ask = async (text: string): Promise<void> => {
    const mine = view.current
    setSending(true)
    setUnsent(undefined)
    setFailure(undefined)
    const body = { message: text, ...(conversation === undefined ? {} : { conversation_id: conversation }) }
    const result = await call<Reply>('POST', `${base}/chat`, body)
    // After a failed request it is unknown what the tools have done, so the list is loaded again too.
    if (result.ok ? result.value.tool_calls.length > 0 : result.failure.status !== 429) onWorked()
    if (mine !== view.current) return
    setSending(false)
    if (!result.ok) {
      setUnsent(result.failure)
      // Deleted meanwhile, in another window: trying again begins a new conversation.
      if (result.failure.status === 404) leave()
      return
    }
    const { conversation_id, response, tool_calls } = result.value
    const answer: Message = {
      key: newKey(),
      role: 'assistant',
      content: response,
      toolCalls: tool_calls,
    }
    setMessages((known = []) => [...known, answer])
    setConversation(conversation_id)
    rememberConversation(conversation_id)
  }

  const send = (text: string) => {
    const message: Message = { key: newKey(), role: 'user', content: text, toolCalls: [] }
    setMessages((known = []) => [...known, message])
    return ask(text)
  }

  const retry = async () => {
    const last = messages?.findLast((message) => message.role === 'user')
    if (last) await ask(last.content)
  }

  return {
    conversation,
    messages,
    loadEarlier: earlier === undefined ? undefined : loadEarlier,
    sending,
    unsent,
    failure,
    send,
    retry,
    open,
  }
}
