'use client'
import { useRef } from 'react'
import { useAnnounce } from '../shell/announcer.tsx'
import { IconButton } from '../shell/button.tsx'
import { Notice } from '../shell/notice.tsx'
import { when } from '../shell/when.ts'
import styles from './conversation-list.module.css'
import type { Conversation } from './message.ts'
import type { Conversations } from './use-conversations.ts'

interface Props extends Conversations {
  current: number | undefined
  onOpen: (id: number) => void
  onRemoved: (id: number) => void
}

const nameOf = ({ id, title }: Conversation): string => title || `Conversation ${id}`

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
    <section ref={section} className={styles['list']} aria-label="Conversations" tabIndex={-1}>
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
          <li key={conversation.id} data-current={conversation.id === current}>
            <button
              type="button"
              aria-current={conversation.id === current}
              onClick={() => onOpen(conversation.id)}
            >
              <b>{nameOf(conversation)}</b>
              <span>{when(conversation.updated_at)}</span>
            </button>
            <IconButton
              icon="trash"
              label={`Delete ${nameOf(conversation)}`}
              onClick={() => void onRemove(conversation)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
