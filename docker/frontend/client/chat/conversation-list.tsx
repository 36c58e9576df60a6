'use client'
import { useRef } from 'react'
import { useAnnounce } from '../shell/announcer.tsx'
import { Notice } from '../shell/notice.tsx'
import styles from './conversation-list.module.css'
import { ConversationRow, nameOf } from './conversation-row.tsx'
import type { Conversation } from './message.ts'
import type { Conversations } from './use-conversations.ts'

interface Props extends Conversations {
  current: number | undefined
  onOpen: (id: number) => void
  onRemoved: (id: number) => void
}

/** Earlier conversations, the latest first. */
export const ConversationList = ({ list, failure, reload, remove, current, onOpen, onRemoved }: Props) => {
  const announce = useAnnounce()
  const section = useRef<HTMLElement>(null)

  const onRemove = async (conversation: Conversation) => {
    if (!(await remove(conversation.id))) return
    announce(`Deleted ${nameOf(conversation)}`)
    section.current?.focus()
    onRemoved(conversation.id)
  }

  return (
    <section ref={section} className={styles['list']} aria-label="Earlier conversations" tabIndex={-1}>
      {failure && (
        <Notice text={failure.message}>
          <button type="button" onClick={() => void reload()}>
            Try again
          </button>
        </Notice>
      )}
      {!list && !failure && <p role="status">Loading conversations…</p>}
      {list?.length === 0 && <p>No conversations yet. Everything you ask is kept here.</p>}
      <ul>
        {list?.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            current={conversation.id === current}
            onOpen={() => onOpen(conversation.id)}
            onRemove={() => void onRemove(conversation)}
          />
        ))}
      </ul>
    </section>
  )
}
