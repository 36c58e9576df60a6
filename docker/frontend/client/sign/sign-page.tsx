import { Logo } from '../shell/logo.tsx'
import { type Kind, SignForm } from './sign-form.tsx'
import styles from './sign-page.module.css'

const points = [
  'Write a task down in one line; details can wait.',
  'Ask the assistant to add, find, finish or tidy up.',
  'One list: what the chat does shows at once.',
]

/** The door: what this is on one side, the form on the other. */
export const SignPage = ({ kind, ended }: { kind: Kind; ended: boolean }) => (
  <main className={styles['page']}>
    <section className={styles['pitch']} aria-label="About">
      <p className={styles['brand']}>
        <Logo size={40} />
        Evolution of Todo
      </p>
      <p className={styles['claim']}>Your tasks, and someone to talk them over with.</p>
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
    <section className={styles['card']}>
      <h1>{kind === 'sign-in' ? 'Welcome back' : 'Create your account'}</h1>
      {ended && <p className={styles['ended']}>Your session has ended. Please sign in again.</p>}
      <SignForm kind={kind} />
      <p className={styles['other']}>
        {kind === 'sign-in' ? 'New here? ' : 'Already have an account? '}
        <a href={kind === 'sign-in' ? '/sign-up' : '/sign-in'}>
          {kind === 'sign-in' ? 'Create an account' : 'Sign in'}
        </a>
      </p>
    </section>
  </main>
)
