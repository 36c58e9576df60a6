import { show } from '../schema/violation.ts'

/** What is wrong with a value, as a sentence; nothing if it is right. A value of another type is never wrong here. */
export type Check = (value: unknown) => string | undefined

/** Text that a pattern describes, in words for people. */
export const text =
  (pattern: RegExp, words: string, longest = Number.POSITIVE_INFINITY): Check =>
  (value) => {
    if (typeof value !== 'string') return undefined
    if (value.length > longest) return `Expected at most ${longest} characters, found ${value.length}.`
    return pattern.test(value) ? undefined : `Expected ${words}, found ${show(value)}.`
  }

/** A number within bounds, both included. */
export const between =
  (low: number, high: number): Check =>
  (value) =>
    typeof value !== 'number' || (value >= low && value <= high)
      ? undefined
      : `Expected a number from ${low} to ${high}, found ${value}.`

export const atLeast =
  (low: number): Check =>
  (value) =>
    typeof value !== 'number' || value >= low
      ? undefined
      : `Expected a number from ${low} on, found ${value}.`

export const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    typeof value !== 'string' || allowed.includes(value)
      ? undefined
      : `Expected ${allowed.join(' or ')}, found ${show(value)}.`

/** The first that is wrong. */
export const all =
  (...checks: readonly Check[]): Check =>
  (value) => {
    for (const check of checks) {
      const wrong = check(value)
      if (wrong) return wrong
    }
    return undefined
  }

/** By the type of the value: a port, say, is a number or a name. */
export const either =
  (number: Check, name: Check): Check =>
  (value) =>
    typeof value === 'number' ? number(value) : name(value)
