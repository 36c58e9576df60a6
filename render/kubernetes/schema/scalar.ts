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
  // Characters, not the halves of those that JavaScript writes as two.
  const length = minLength > 0 || value.length > maxLength ? [...value].length : 0
  if (length < minLength) return value === '' ? 'Is empty.' : `Expected at least ${minLength} characters.`
  if (length > maxLength) return `Expected at most ${maxLength} characters, found ${length}.`
  if (pattern === undefined) return undefined
  return expressionOf(pattern).test(value)
    ? undefined
    : `Expected text that matches ${pattern}, found ${show(value)}.`
}

function outsideRange(schema: Schema, value: number): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const low = minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)
  const high = maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)
  if (!low && !high)
    return multipleOf === undefined || Number.isInteger(value / multipleOf)
      ? undefined
      : `Expected a multiple of ${multipleOf}, found ${value}.`
  if (low && exclusiveMinimum) return `Expected a number above ${minimum}, found ${value}.`
  if (high && exclusiveMaximum) return `Expected a number below ${maximum}, found ${value}.`
  const range =
    minimum === undefined ? 'up to' : maximum === undefined ? `from ${minimum} on` : `from ${minimum} to`
  return `Expected a number ${range}${maximum === undefined ? '' : ` ${maximum}`}, found ${value}.`
}
