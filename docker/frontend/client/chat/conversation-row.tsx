'use client'
import { useState } from 'react'
import { Button, IconButton } from '../shell/button.tsx'
import { when } from '../shell/when.ts'
import styles from './conversation-row.module.css'
import type { Conversation } from './message.ts'

interface Props {
  conversation: Conversation
  current: boolean
  onOpen: () => void
  onRemove: () => void
}

export const nameOf = ({ id, title }: Conversation): string => title || `Conversation ${id}`

/** One earlier conversation. Deleting asks first: what was said can't be brought back. */
export const ConversationRow = ({ conversation, current, onOpen, onRemove }: Props) => {
  const [confirming, setConfirming] = useState(false)
  const name = nameOf(conversation)
  if (confirming)
    return (
      <li className={styles['confirm']}>
        <p>Delete this conversation?</p>
        <Button kind="quiet" onClick={() => setConfirming(false)}>
          Keep
        </Button>
        <Button kind="danger" onClick={onRemove} autoFocus>
          Delete
        </Button>
      </li>
    )
  return (
    <li className={styles['row']} data-current={current}>
      <button type="button" aria-current={current} onClick={onOpen}>
        <b>{name}</b>
        <span>{when(conversation.updated_at)}</span>
      </button>
      <IconButton icon="trash" label={`Delete ${name}`} onClick={() => setConfirming(true)} />
    </li>
  )
}
