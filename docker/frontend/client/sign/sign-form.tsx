'use client'
import { type SubmitEvent, useRef, useState } from 'react'
import { call, type Failure } from '../api.ts'
import { Button } from '../shell/button.tsx'
import { Notice } from '../shell/notice.tsx'
import { Field } from './field.tsx'
import styles from './sign-form.module.css'
import { checkSignIn, checkSignUp, type Entry, type Wrong } from './sign-rules.ts'

export type Kind = 'sign-in' | 'sign-up'

const fieldOrder: readonly (keyof Entry)[] = ['name', 'email', 'password']

const messageOf = (kind: Kind, { status, message }: Failure): string => {
  if (status === 401) return 'This email and password do not belong together.'
  if (status === 409) return 'There is already an account with this email. Sign in instead?'
  if (status === 429) return 'Too many attempts. Wait a minute, then try again.'
  return kind === 'sign-up' && status === 422 ? 'Please fix the marked fields.' : message
}

export const SignForm = ({ kind }: { kind: Kind }) => {
  const form = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState<Wrong>({})
  const [failure, setFailure] = useState<Failure>()
  const [sending, setSending] = useState(false)

  /** Shows what is wrong and puts the cursor where the first field to fix is. */
  const point = (found: Wrong): void => {
    setWrong(found)
    const first = fieldOrder.find((name) => found[name])
    if (first) form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
  }

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: keyof Entry): string => String(data.get(name) ?? '')
    const entry = { name: text('name').trim(), email: text('email').trim(), password: text('password') }
    setFailure(undefined)
    const found = kind === 'sign-up' ? checkSignUp(entry) : checkSignIn(entry)
    point(found)
    if (Object.keys(found).length > 0) return
    setSending(true)
    const { name, ...credentials } = entry
    const body = kind === 'sign-up' && name !== '' ? entry : credentials
    const result = await call('POST', kind === 'sign-up' ? '/api/auth/signup' : '/api/auth/signin', body)
    // A whole new page, so that nothing of an earlier user's stays in memory.
    if (result.ok) return location.assign('/tasks')
    setSending(false)
    setFailure(result.failure)
    point(result.failure.fields as Wrong)
  }

  return (
    <form ref={form} className={styles['form']} onSubmit={submit} noValidate>
      {failure && <Notice text={messageOf(kind, failure)} />}
      {kind === 'sign-up' && (
        <Field label="Name" hint="optional" name="name" autoComplete="name" error={wrong.name} />
      )}
      <Field label="Email" name="email" type="email" autoComplete="email" error={wrong.email} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete={kind === 'sign-up' ? 'new-password' : 'current-password'}
        error={wrong.password}
        {...(kind === 'sign-up' ? { hint: 'at least 8 characters' } : {})}
      />
      <Button type="submit" disabled={sending} className={styles['submit']}>
        {sending ? 'One moment…' : kind === 'sign-up' ? 'Create account' : 'Sign in'}
      </Button>
    </form>
  )
}
