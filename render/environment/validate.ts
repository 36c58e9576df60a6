import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { suggest } from '../problem/nearest.ts'
import { type Path, type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import environmentSchema from '../schemas/environment.schema.json' with { type: 'json' }
import fleetSchema from '../schemas/fleet.schema.json' with { type: 'json' }
import releaseSchema from '../schemas/release.schema.json' with { type: 'json' }
import type { EnvironmentDefinition, Fleet, Release } from './schema.ts'

const ajv = new Ajv({ allErrors: true, verbose: true, strict: true })

export type Validated<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value?: never; readonly problems: readonly Problem[] }

export const validateEnvironment = validator<EnvironmentDefinition>(environmentSchema)
export const validateRelease = validator<Release>(releaseSchema)
export const validateFleet = validator<Fleet>(fleetSchema)

function validator<T>(schema: object): (file: string, value: unknown) => Validated<T> {
  let compiled: ValidateFunction<T> | undefined // compiling takes longer than validating: only if asked
  return (file, value) => {
    compiled ??= ajv.compile<T>(schema)
    if (compiled(value)) return { value, problems: [] }
    return { problems: (compiled.errors ?? []).map((error) => explain(file, error, value)) }
  }
}

function explain(file: string, error: ErrorObject, root: unknown): Problem {
  const path = toPath(error.instancePath, root)
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params['additionalProperty'])
      const { properties, patternProperties } = error.parentSchema as Record<string, object | undefined>
      if (patternProperties)
        return wrongKey(
          file,
          [...path, key],
          `The name "${key}" must match ${Object.keys(patternProperties).join(' or ')}.`,
        )
      return wrongKey(
        file,
        [...path, key],
        `Unknown key "${key}".${suggest(key, Object.keys(properties ?? {}))}`,
      )
    }
    case 'required':
      return wrongValue(file, path, `The key "${error.params['missingProperty']}" is missing${within(path)}.`)
    case 'enum': {
      const allowed = (error.params['allowedValues'] as unknown[]).map(String)
      return wrongValue(
        file,
        path,
        `Expected one of ${allowed.join(', ')}, found ${show(error.data)}.${suggest(String(error.data), allowed)}`,
      )
    }
    case 'uniqueItems':
      return wrongValue(file, [...path, error.params['i'] as number], 'The list names this twice.')
    case 'minItems':
    case 'minProperties':
      return wrongValue(file, path, 'Is empty: leave the key out, or name something.')
    default:
      return wrongValue(
        file,
        path,
        `Expected ${expectation(error)}, found ${show(error.data)}.${quoteHint(error)}`,
      )
  }
}

/** What the value should have been, in the schema's own words where it has some. */
function expectation({ keyword, params, parentSchema }: ErrorObject): string {
  const {
    description = '',
    minimum,
    maximum,
  } = (parentSchema ?? {}) as Record<string, unknown> & { description?: string }
  if (keyword === 'minimum' || keyword === 'maximum') return `a number from ${minimum} to ${maximum}`
  if (keyword === 'type' && params['type'] !== 'string')
    return `${article(String(params['type']))} ${params['type']}`
  const { examples } = (parentSchema ?? {}) as { examples?: unknown[] }
  const example = examples ? ` like ${examples.map((each) => JSON.stringify(each)).join(' or ')}` : ''
  const syntax = description.split(' — ').at(-1)
  return syntax ? `${syntax}${example}` : 'a string'
}

const article = (noun: string): string => (/^[aeio]/.test(noun) ? 'an' : 'a')

const quoteHint = ({ keyword, params, data }: ErrorObject): string =>
  keyword === 'type' && params['type'] === 'string' && ['number', 'boolean'].includes(typeof data)
    ? ` Quote it: "${data}".`
    : ''

const within = (path: Path): string => (path.length > 0 ? ` under "${path.at(-1)}"` : '')

function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  const text = JSON.stringify(value)
  return `${typeof value === 'string' ? '' : `the ${typeof value} `}${text.length > 80 ? `${text.slice(0, 77)}…"` : text}`
}

/** A JSON pointer as a path; the data tells whether a step is a key or an index. */
function toPath(pointer: string, root: unknown): Path {
  let value = root
  return pointer
    .split('/')
    .slice(1)
    .map((escaped) => {
      const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~')
      const key = Array.isArray(value) ? Number(step) : step
      value = (value as Record<string | number, unknown>)[key]
      return key
    })
}
