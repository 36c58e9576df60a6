import { isDeepStrictEqual } from 'node:util'
import type { Schema } from './data.ts'
import { checkList } from './list.ts'
import { checkMap, checkObject } from './object.ts'
import { checkScalar } from './scalar.ts'
import { show } from './violation.ts'
import { report, type Visit, type Walk } from './walk.ts'

/**
 * Follows a schema and a value together. The schemas are interpreted, not compiled: compiling those of one environment
 * with `ajv` takes most of a second, interpreting them some milliseconds.
 */
export const visit: Visit = (walk, schema, value, rules, field) => {
  if (schema.$ref !== undefined) {
    if (schema['or-boolean'] && typeof value === 'boolean') return
    const definition = walk.schemas.definitions[schema.$ref]
    if (!definition) throw new Error(`The schemas have no definition "${schema.$ref}".`)
    if (!definition.properties) visit(walk, definition, value, rules, field)
    else if (!isWrongType(walk, definition, value))
      checkObject(walk, definition, value as Fields, walk.rules[schema.$ref])
    return
  }
  if (value === null && schema.nullable) return
  if (isWrongType(walk, schema, value) || value === null) return
  if (Array.isArray(value)) checkList(walk, schema, value, rules, field)
  else if (typeof value !== 'object')
    checkScalar(walk, schema, value, field === undefined ? undefined : rules?.[field])
  else if (schema.properties) checkObject(walk, schema, value as Fields)
  else checkMap(walk, schema, value as Fields, rules, field)
  if (typeof value === 'object') checkWhole(walk, schema, value)
  if (schema.anyOf || schema.oneOf || schema.allOf || schema.not) checkCombined(walk, schema, value)
}

type Fields = Readonly<Record<string, unknown>>

/** What a list or map is like as a whole: one of some values. */
function checkWhole(walk: Walk, { enum: allowed }: Schema, value: unknown): void {
  if (allowed && !allowed.some((each) => isDeepStrictEqual(each, value)))
    report(walk, `Expected ${allowed.map((each) => JSON.stringify(each)).join(' or ')}.`)
}

const WORDS = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

function isWrongType(walk: Walk, schema: Schema, value: unknown): boolean {
  if (schema['x-kubernetes-int-or-string']) {
    if (typeof value === 'string') return false
    if (typeof value === 'number' && schema.format === 'quantity') return false
    if (Number.isInteger(value)) return !walk.custom && tooGreat(walk, value as number)
    return report(walk, `Expected text or a whole number, found ${show(value)}.`)
  }
  const { type } = schema
  if (!type || typeOf(value) === type || (type === 'number' && typeof value === 'number')) return false
  return report(walk, `Expected ${WORDS[type]}, found ${show(value)}.${quotes(type, value)}`)
}

/** The API server keeps 32 bits of it in its own kinds. */
const tooGreat = (walk: Walk, value: number): boolean =>
  Math.abs(value) >= 2 ** 31 && report(walk, `Expected a number of 32 bits, found ${value}.`)

function typeOf(value: unknown): keyof typeof WORDS | 'null' {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value as 'object' | 'string' | 'boolean'
}

/** YAML takes 1.10 for a number and "2" for text. */
function quotes(type: keyof typeof WORDS, value: unknown): string {
  if (type === 'string' && /number|boolean/.test(typeof value)) return ' Put it in quotes.'
  const plain = type === 'integer' ? /^-?[0-9]+$/ : type === 'boolean' ? /^(true|false)$/ : undefined
  return typeof value === 'string' && plain?.test(value) ? ' Remove the quotes.' : ''
}

/** `anyOf` and its kin, which only CRDs have: there they tell values apart, never fields (`kindsOf` opens them). */
function checkCombined(walk: Walk, { anyOf, oneOf, allOf, not }: Schema, value: unknown): void {
  const meets = (schema: Schema): boolean => {
    const trial: Walk = { ...walk, found: [], path: [] }
    visit(trial, schema, value)
    return trial.found.length === 0
  }
  for (const schema of allOf ?? []) visit(walk, schema, value)
  if (anyOf && !anyOf.some(meets)) report(walk, `Expected ${choices(anyOf)}, found ${show(value)}.`)
  const met = oneOf?.filter(meets).length ?? 1
  if (oneOf && met !== 1) report(walk, `Expected exactly one of: ${choices(oneOf)}; found ${met} of them.`)
  if (not && meets(not)) report(walk, `Expected anything but ${choices([not])}.`)
}

const choices = (schemas: readonly Schema[]): string =>
  schemas
    .map(({ type, required, enum: values }) => {
      if (required) return required.map((key) => `"${key}"`).join(' with ')
      return values ? values.map((value) => JSON.stringify(value)).join(', ') : WORDS[type ?? 'object']
    })
    .join(' or ')
