'use client'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../shell/button.tsx'
import { Notice } from '../shell/notice.tsx'
import styles from './chat-panel.module.css'
import { Composer } from './composer.tsx'
import { ConversationList } from './conversation-list.tsx'
import { MessageList } from './message-list.tsx'
import { Suggestions } from './suggestions.tsx'
import type { Chat } from './use-chat.ts'
import { useConversations } from './use-conversations.ts'

/** The assistant: one conversation, or the list of all of them in its place. */
export const ChatPanel = ({ userId, chat }: { userId: string; chat: Chat }) => {
  const { conversation, messages, sending, unsent, failure } = chat
  const [draft, setDraft] = useState('')
  const [listing, setListing] = useState(false)
  const conversations = useConversations(userId)
  const composer = useRef<HTMLTextAreaElement>(null)
  const { reload } = conversations

  useEffect(() => {
    if (listing) void reload()
  }, [listing, reload])

  const open = (id: number | undefined) => {
    setListing(false)
    void chat.open(id)
    composer.current?.focus()
  }

  /** Whatever was clicked to ask, the next thing to do is to write. */
  const ask = (sent: Promise<unknown>) => {
    composer.current?.focus()
    void sent
  }

  const send = (text: string) => {
    setDraft('')
    ask(chat.send(text))
  }

  return (
    <section className={styles['panel']} aria-labelledby="chat-heading">
      <header className={styles['head']}>
        <h2 id="chat-heading">{listing ? 'Conversations' : 'Assistant'}</h2>
        <IconButton
          icon={listing ? 'close' : 'history'}
          label={listing ? 'Back to the conversation' : 'Earlier conversations'}
          aria-expanded={listing}
          onClick={() => setListing(!listing)}
        />
        <IconButton icon="plus" label="New conversation" onClick={() => open(undefined)} />
      </header>
      <div className={styles['body']}>
        {listing ? (
          <ConversationList
            {...conversations}
            current={conversation}
            onOpen={open}
            onRemoved={(id) => id === conversation && void chat.open(undefined)}
          />
        ) : (
          <>
            {failure && (
              <Notice
                text={failure.status === 404 ? 'That conversation does not exist any more.' : failure.message}
              >
                {failure.status !== 404 && (
                  <button type="button" onClick={() => open(conversation)}>
                    Try again
                  </button>
                )}
              </Notice>
            )}
            {!messages && !failure && <Loading />}
            {messages?.length === 0 && <Suggestions onChoose={send} />}
            {messages && messages.length > 0 && (
              <MessageList messages={messages} sending={sending} onEarlier={chat.loadEarlier}>
                {unsent && (
                  <Notice text={unsent.message}>
                    <button type="button" onClick={() => ask(chat.retry())}>
                      Try again
                    </button>
                  </Notice>
                )}
              </MessageList>
            )}
          </>
        )}
      </div>
      {!listing && (
        <Composer
          ref={composer}
          value={draft}
          onChange={setDraft}
          onSend={() => send(draft.trim())}
          waiting={sending || !messages}
        />
      )}
    </section>
  )
}

const Loading = () => (
  <div role="status" className={styles['loading']}>
    <span className="visually-hidden">Loading the conversation…</span>
    <i />
    <i />
    <i />
  </div>
)
