'use client'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

const Announce = createContext<(text: string) => void>(() => {})

/** Says aloud, for those who can't see it, what just changed on the page. */
export const useAnnounce = (): ((text: string) => void) => useContext(Announce)

export const Announcer = ({ children }: { children: ReactNode }) => {
  const [said, setSaid] = useState({ text: '', count: 0 })
  const announce = useCallback((text: string) => setSaid(({ count }) => ({ text, count: count + 1 })), [])
  return (
    <Announce value={announce}>
      {children}
      <div role="status" className="visually-hidden">
        {/* A new element each time: the same words twice are two announcements. */}
        <span key={said.count}>{said.text}</span>
      </div>
    </Announce>
  )
}
