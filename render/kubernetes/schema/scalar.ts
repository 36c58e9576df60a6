import { nearest } from '../../problem/nearest.ts'
import type { Check } from '../values/check.ts'
import type { Schema } from './data.ts'
import { FORMATS } from './formats.ts'
import { expressionOf } from './pattern.ts'
import { show } from './violation.ts'
import { report, type Walk } from './walk.ts'

/** Text, a number or a switch whose type is right: the first thing that is wrong with it. */
export function checkScalar(walk: Walk, schema: Schema, value: unknown, rule?: Check): void {
  const wrong =
    outsideEnum(schema, value) ??
    outsideFormat(schema, value) ??
    rule?.(value) ??
    outsideBounds(schema, value)
  if (wrong) report(walk, wrong)
}

function outsideEnum({ enum: allowed }: Schema, value: unknown): string | undefined {
  if (!allowed || allowed.includes(value)) return undefined
  const words = allowed.map(String)
  const near = nearest(String(value), words)
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`
  return `Expected ${list(words)}, found ${show(value)}.${hint}`
}

const list = (words: readonly string[]): string =>
  words.map((word) => (word === '' ? '""' : word)).join(words.length > 2 ? ', ' : ' or ')

function outsideFormat({ format }: Schema, value: unknown): string | undefined {
  return format === undefined ? undefined : FORMATS[format]?.(value)
}

function outsideBounds(schema: Schema, value: unknown): string | undefined {
  if (typeof value === 'number') return outsideRange(schema, value)
  if (typeof value !== 'string') return undefined
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema
  if (value.length < minLength)
    return value === '' ? 'Is empty.' : `Expected at least ${minLength} characters.`
  if (value.length > maxLength) return `Expected at most ${maxLength} characters, found ${value.length}.`
  if (pattern === undefined) return undefined
  return expressionOf(pattern).test(value)
    ? undefined
    : `Expected text that matches ${pattern}, found ${show(value)}.`
}

function outsideRange({ minimum, maximum, exclusiveMinimum }: Schema, value: number): string | undefined {
  const low = minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)
  const high = maximum !== undefined && value > maximum
  if (!low && !high) return undefined
  if (low && exclusiveMinimum) return `Expected a number above ${minimum}, found ${value}.`
  const range =
    minimum === undefined ? 'up to' : maximum === undefined ? `from ${minimum} on` : `from ${minimum} to`
  return `Expected a number ${range}${maximum === undefined ? '' : ` ${maximum}`}, found ${value}.`
}
