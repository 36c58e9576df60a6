import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { Icon, type IconName } from './icon.tsx'

type Kind = 'primary' | 'quiet' | 'danger'

const classes = (...names: (string | undefined)[]): string => names.filter(Boolean).join(' ')

export const Button = ({
  kind = 'primary',
  className,
  ...rest
}: ComponentProps<'button'> & { kind?: Kind }) => (
  <button type="button" {...rest} className={classes(styles['button'], styles[kind], className)} />
)

/** A button of an icon alone: its label is spoken, and shown on hover. */
export const IconButton = ({
  icon,
  label,
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'children'> & { icon: IconName; label: string }) => (
  <button
    type="button"
    {...rest}
    aria-label={label}
    title={label}
    className={classes(styles['icon'], className)}
  >
    <Icon name={icon} size={18} />
  </button>
)
