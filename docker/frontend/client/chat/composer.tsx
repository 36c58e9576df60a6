'use client'
import { type KeyboardEvent, type Ref, type SubmitEvent, useId } from 'react'
import { Icon } from '../shell/icon.tsx'
import styles from './composer.module.css'
import { messageLimit } from './message.ts'

interface Props {
  value: string
  onChange: (text: string) => void
  onSend: () => void
  waiting: boolean
  ref: Ref<HTMLTextAreaElement>
}

/** Where messages are written. It can be typed into while an answer is on its way; sending waits for it. */
export const Composer = ({ value, onChange, onSend, waiting, ref }: Props) => {
  const id = useId()
  const left = messageLimit - value.length

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!waiting && value.trim() !== '') onSend()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes a word, Enter accepts that word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
  }

  return (
    <form className={styles['composer']} onSubmit={submit}>
      <label htmlFor={id} className="visually-hidden">
        Message to the assistant
      </label>
      <textarea
        id={id}
        ref={ref}
        rows={1}
        value={value}
        maxLength={messageLimit}
        placeholder="Ask the assistant…"
        enterKeyHint="send"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {left < 200 && <span className={styles['left']}>{left}</span>}
      <button type="submit" aria-label="Send" title="Send" disabled={waiting || value.trim() === ''}>
        <Icon name="send" />
      </button>
    </form>
  )
}
