import type { ReactNode } from 'react'
import { Logo } from './logo.tsx'
import styles from './message-page.module.css'

/** A whole page that only says one thing and offers one way on. */
export const MessagePage = ({
  title,
  text,
  children,
}: {
  title: string
  text: string
  children: ReactNode
}) => (
  <main className={styles['page']}>
    <Logo />
    <h1>{title}</h1>
    <p>{text}</p>
    {children}
  </main>
)
