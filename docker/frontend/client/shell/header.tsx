'use client'
import { useState } from 'react'
import type { SessionUser } from '../../server/session.ts'
import { call } from '../api.ts'
import { Button } from './button.tsx'
import styles from './header.module.css'
import { Icon } from './icon.tsx'
import { Logo } from './logo.tsx'

export const Header = ({ user }: { user: SessionUser }) => {
  const [failed, setFailed] = useState(false)

  const signOut = async () => {
    const result = await call('POST', '/api/auth/signout')
    if (result.ok) location.assign('/sign-in')
    else setFailed(true)
  }

  return (
    <header className={styles['header']}>
      <div>
        <h1 className={styles['brand']}>
          <Logo size={30} />
          Evolution of Todo
        </h1>
        <p className={styles['user']} title={user.email}>
          {user.name}
        </p>
        <Button kind="quiet" onClick={() => void signOut()} className={styles['out']}>
          <Icon name="out" size={16} />
          {failed ? 'Try signing out again' : 'Sign out'}
        </Button>
      </div>
    </header>
  )
}
