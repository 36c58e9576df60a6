import { type ComponentProps, useId } from 'react'
import styles from './field.module.css'

/** A labelled input with its error right below, tied to it for screen readers. */
export const Field = ({
  label,
  hint,
  error,
  ...input
}: ComponentProps<'input'> & { label: string; hint?: string; error: string | undefined }) => {
  const id = useId()
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>
        {label}
        {hint && <span> {hint}</span>}
      </label>
      <input {...input} id={id} aria-invalid={error !== undefined} aria-describedby={`${id}-error`} />
      <p id={`${id}-error`}>{error}</p>
    </div>
  )
}
