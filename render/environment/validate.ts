import { createRequire } from 'node:module'
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv'
import { NO_VALUES, type Schema } from '../component/schema.ts'
import { show as shown } from '../kubernetes/schema/violation.ts'
import { suggest } from '../problem/nearest.ts'
import { stepsOf } from '../problem/pointer.ts'
import { type Path, type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import environmentSchema from '../schemas/environment.schema.json' with { type: 'json' }
import fleetSchema from '../schemas/fleet.schema.json' with { type: 'json' }
import holdsSchema from '../schemas/holds.schema.json' with { type: 'json' }
import releaseSchema from '../schemas/release.schema.json' with { type: 'json' }
import { accepts } from './accepts.ts'
import { FORMATS, isOfFormat } from './formats.ts'
import { wordsFor } from './names.ts'
import type { EnvironmentDefinition, Fleet, Holds, Release } from './schema.ts'

let ajv: Ajv | undefined

/** ajv, loaded when it is first needed. */
function loadAjv(): Ajv {
  const module = createRequire(import.meta.url)('ajv') as typeof import('ajv')
  return new module.Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    formats: { bytes: isOfFormat('bytes'), cidr: isOfFormat('cidr') },
  })
}

/** A value judged by its schema: of the type `T` as far as no problem says otherwise. */
export interface Validated<T> {
  readonly value: T
  readonly problems: readonly Problem[]
}

export const validateEnvironment = validator<EnvironmentDefinition>(environmentSchema)
export const validateRelease = validator<Release>(releaseSchema)
export const validateHolds = validator<Holds>(holdsSchema)
export const validateFleet = validator<Fleet>(fleetSchema)

/**
 * A function that judges values by a JSON Schema, with a problem at the place of each flaw. The schema is compiled when
 * a value isn't valid at first sight.
 */
export function validator<T>(schema: object): (file: string, value: unknown, above?: Path) => Validated<T> {
  let compiled: ValidateFunction<T> | undefined // compiling takes longer than validating: only if asked
  return (file, value, above = []) => {
    if (accepts(schema, value)) return { value: value as T, problems: [] }
    ajv ??= loadAjv()
    compiled ??= ajv.compile<T>(schema)
    if (compiled(value)) return { value, problems: [] }
    const problems = (compiled.errors ?? []).map((error) => explain(file, error, value, above))
    return { value: value as T, problems }
  }
}

const validators = new WeakMap<Schema, ReturnType<typeof validator>>()

/** What the schema of a component has against the values that an environment gives it at `path`. */
export function validateValues(
  file: string,
  path: Path,
  values: unknown,
  schema: Schema = NO_VALUES,
): readonly Problem[] {
  const validate = validators.get(schema) ?? validator(schema)
  validators.set(schema, validate)
  if (values === null || values === undefined) {
    const { required } = schema as { required?: readonly string[] }
    const fix = required?.length ? `it needs ${required.join(', ')}` : 'write {}'
    return [wrongValue(file, path, `The component "${path.at(-1)}" has no values; ${fix}.`)]
  }
  return validate(file, values, path).problems
}

function explain(file: string, error: ErrorObject, root: unknown, above: Path): Problem {
  const path = [...above, ...toPath(error.instancePath, root)]
  const { params, data } = error
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(file, path, String(params['additionalProperty']), error)
    case 'required': {
      const key = String(params['missingProperty'])
      const under = path.length > 0 ? ` under "${path.at(-1)}"` : ''
      return wrongValue(file, [...path, key], `The key "${key}" is missing${under}.`)
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map(String)
      const expected = `Expected ${allowed.join(' or ')}, found ${show(data)}.`
      return wrongValue(file, path, `${expected}${suggest(String(data), allowed)}`)
    }
    case 'uniqueItems': {
      const second = Math.max(Number(params['i']), Number(params['j']))
      return wrongValue(file, [...path, second], 'The list names this twice.')
    }
    case 'format':
      return wrongValue(file, path, FORMATS[params['format'] as keyof typeof FORMATS](String(data)) ?? '')
    case 'minItems':
    case 'minProperties':
      return wrongValue(file, path, 'Is empty: name at least one.')
    default:
      if (path.length === 0 && data === null) return wrongValue(file, path, 'The file is empty.')
      return wrongValue(
        file,
        path,
        `Expected ${expectation(error)}, found ${show(data)}.${quotes(error)}${switchedOff(error)}`,
      )
  }
}

function unknownKey(file: string, path: Path, key: string, { parentSchema }: ErrorObject): Problem {
  const { properties, patternProperties } = (parentSchema ?? {}) as Record<string, object | undefined>
  const message = patternProperties
    ? `The name "${key}" must consist of ${wordsFor(Object.keys(patternProperties)[0] ?? '')}.`
    : `Unknown key "${key}".${suggest(key, Object.keys(properties ?? {}))}`
  return wrongKey(file, [...path, key], message)
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  integer: 'a whole number',
  boolean: 'true or false',
}

/** What the value should have been, in the schema's own words where it has some. */
function expectation({ keyword, params, parentSchema }: ErrorObject): string {
  const {
    description = '',
    examples,
    minimum,
    maximum,
  } = (parentSchema ?? {}) as {
    description?: string
    examples?: unknown[]
    minimum?: number
    maximum?: number
  }
  if (keyword === 'minimum' || keyword === 'maximum') return `a number from ${minimum} to ${maximum}`
  const type = keyword === 'type' && TYPES[String(params['type'])]
  if (type) return type
  const example = examples ? `, for example ${examples.map((each) => JSON.stringify(each)).join(' or ')}` : ''
  return `${description.split(' — ').at(-1) || 'text'}${example}`
}

/** What has a switch of its own is switched off by that. */
const switchedOff = ({ data, parentSchema }: ErrorObject): string =>
  data === false && Object.hasOwn(Object(Object(parentSchema).properties), 'enabled')
    ? ' To leave the service out, write { enabled: false }.'
    : ''

/** YAML takes 1.10 for the number 1.1, and "2" for text. */
function quotes({ keyword, params, data, parentSchema }: ErrorObject): string {
  if (keyword !== 'type') return ''
  const { pattern = '' } = (parentSchema ?? {}) as { pattern?: string }
  if (
    params['type'] === 'string' &&
    /number|boolean/.test(typeof data) &&
    new RegExp(pattern, 'u').test(String(data))
  )
    return ' Put it in quotes.'
  if (params['type'] === 'integer' && /^[0-9]+$/.test(String(data))) return ' Remove the quotes.'
  return params['type'] === 'boolean' && /^(true|false)$/.test(String(data)) ? ' Remove the quotes.' : ''
}

/** A password in a URL isn't said again. */
const show = (value: unknown): string =>
  shown(typeof value === 'string' ? value.replace(/\/\/[^/@]+@/, '//…@') : value)

/** A JSON pointer as a path; the data tells whether a step is a key or an index. */
function toPath(pointer: string, root: unknown): Path {
  let value = root
  return stepsOf(pointer).map((step) => {
    const key = Array.isArray(value) ? Number(step) : step
    value = (value as Record<string | number, unknown>)[key]
    return key
  })
}
