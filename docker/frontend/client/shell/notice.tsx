import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './notice.module.css'

/** An error in place: said aloud at once, and with the way on beside it. */
export const Notice = ({ text, children }: { text: string; children?: ReactNode }) => (
  <div role="alert" className={styles['notice']}>
    <Icon name="warning" size={18} />
    <p>{text}</p>
    {children}
  </div>
)
