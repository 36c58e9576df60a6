import { nearest } from '../../problem/nearest.ts'
import { show } from '../schema/violation.ts'
import type { Check } from './check.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const QUANTITY = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$/

const UNITS = ['m', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti']

/** An amount of CPU, memory or storage. A number without a unit is one too. */
export const quantity: Check = (value) => {
  if (typeof value === 'number') return undefined
  if (typeof value !== 'string') return `Expected an amount such as 250m or 256Mi, found ${show(value)}.`
  if (QUANTITY.test(value)) return undefined
  const unit = /^[0-9.]+([A-Za-z]+)$/.exec(value)?.[1]
  const meant = unit && (unit.toLowerCase() === 'kb' ? 'k' : nearest(unit, UNITS.slice(1)))
  const hint = unit && meant ? ` Did you mean "${value.slice(0, -unit.length)}${meant}"?` : ''
  return `Expected an amount such as 250m or 256Mi, found ${show(value)}.${hint}`
}

/** An amount that may be nothing, but no debt. */
export const amount: Check = (value) =>
  String(value).startsWith('-') && !/^-[0.]+[a-zA-Z]*$/.test(String(value))
    ? `Expected an amount from 0 on, found ${value}.`
    : undefined

const POWERS: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}

/** The number that an amount stands for, in cores or bytes; nothing if it is none. For comparing only. */
export function amountOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !QUANTITY.test(value)) return undefined
  const [, number = '', unit = ''] = /^([+-]?[0-9.]+)(.*)$/.exec(value) ?? []
  if (unit.endsWith('i')) return Number(number) * 1024 ** ('KMGTPE'.indexOf(unit.charAt(0)) + 1)
  return Number(`${number}e${/^[eE].+/.test(unit) ? unit.slice(1) : (POWERS[unit] ?? 0)}`)
}
