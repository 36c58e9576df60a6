'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '../shell/button.tsx'
import { Icon } from '../shell/icon.tsx'
import { Formatted } from './formatted.tsx'
import type { Message, ToolCall } from './message.ts'
import styles from './message-list.module.css'
import { deedOf } from './tool-words.ts'

interface Props {
  messages: readonly Message[]
  sending: boolean
  /** Loads earlier messages, if there are any. */
  onEarlier: (() => Promise<void>) | undefined
  /** What went wrong after the last message, if anything did. */
  children?: ReactNode
}

/** Between the edge of the panel and the first line of an answer, in pixels. */
const MARGIN = 14

/** The conversation, at its last message; new answers are read aloud because it is a log. */
export const MessageList = ({ messages, sending, onEarlier, children }: Props) => {
  const end = useRef<HTMLDivElement>(null)
  const last = useRef<HTMLElement>(null)
  const lastKey = messages.at(-1)?.key
  const failed = Boolean(children)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message or the waiting dots move the end; earlier messages don't.
  useEffect(() => {
    // The panel alone is scrolled: scrollIntoView would move the page under the reader too.
    const panel = end.current?.parentElement?.parentElement
    if (!panel) return
    panel.scrollTop = panel.scrollHeight
    // An answer that doesn't fit is read from its beginning.
    if (!sending && last.current && last.current.offsetHeight > panel.clientHeight)
      panel.scrollTop += last.current.getBoundingClientRect().top - panel.getBoundingClientRect().top - MARGIN
  }, [lastKey, sending, failed])
  return (
    <div role="log" aria-label="Conversation" className={styles['log']}>
      {onEarlier && (
        <Button kind="quiet" onClick={() => void onEarlier()}>
          Show earlier messages
        </Button>
      )}
      {messages.map((message) => (
        <article
          key={message.key}
          ref={message.key === lastKey ? last : null}
          className={styles[message.role]}
        >
          <h3 className="visually-hidden">{message.role === 'user' ? 'You' : 'Assistant'}</h3>
          <div className={styles['bubble']}>
            {message.role === 'user' ? <p>{message.content}</p> : <Formatted text={message.content} />}
          </div>
          {message.toolCalls.length > 0 && <Deeds calls={message.toolCalls} />}
        </article>
      ))}
      {sending && (
        <div className={styles['assistant']}>
          <p className={styles['dots']}>
            <span className="visually-hidden">The assistant is working…</span>
            <i />
            <i />
            <i />
          </p>
        </div>
      )}
      {children}
      <div ref={end} />
    </div>
  )
}

const Deeds = ({ calls }: { calls: readonly ToolCall[] }) => (
  <ul className={styles['deeds']} aria-label="What was done">
    {calls.map((call, index) => {
      const { icon, text, failed } = deedOf(call)
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message's tool calls never change their order.
        <li key={index} data-failed={failed}>
          <Icon name={icon} size={14} />
          {text}
        </li>
      )
    })}
  </ul>
)
