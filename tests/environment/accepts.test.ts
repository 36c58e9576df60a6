import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addressRange,
  byteQuantity,
  dnsLabel,
  list,
  object,
  oneOf,
  optional,
} from '../../render/component/schema.ts'
import { accepts } from '../../render/environment/accepts.ts'
import { isOfFormat } from '../../render/environment/formats.ts'
import { parse } from '../../render/environment/parse.ts'
import { filesBelow, workTree } from '../../render/repository/files.ts'
import environment from '../../render/schemas/environment.schema.json' with { type: 'json' }
import fleet from '../../render/schemas/fleet.schema.json' with { type: 'json' }
import holds from '../../render/schemas/holds.schema.json' with { type: 'json' }
import release from '../../render/schemas/release.schema.json' with { type: 'json' }
import { ROOT } from '../support/repository.ts'

const ajv = new Ajv({
  strict: true,
  formats: { bytes: isOfFormat('bytes'), cidr: isOfFormat('cidr') },
})

const values = object({
  name: dnsLabel('a name'),
  size: optional(byteQuantity('a size')),
  ranges: optional(list(addressRange('a range'), 'ranges')),
  mode: optional(oneOf(['on', 'off'], 'a mode')),
})
const EXAMPLE = { name: 'a', size: '1Gi', ranges: ['10.0.0.0/8', '192.0.2.0/24'], mode: 'on' }

/** Schemas, each with a value that it is for. */
const files = new Map(filesBelow(workTree(ROOT), 'environments'))
const contentOf = (path: string): unknown => parse(path, Buffer.from(files.get(path) ?? '')).value
const paths = [...files.keys()].filter((path) => path.endsWith('.yaml'))
const schemaOf = (path: string): object =>
  path.endsWith('fleet.yaml')
    ? fleet
    : path.endsWith('release.yaml')
      ? release
      : path.endsWith('holds.yaml')
        ? holds
        : environment
const cases: [schema: object, value: unknown][] = [
  ...paths.map((path): [object, unknown] => [schemaOf(path), contentOf(path)]),
  [values, EXAMPLE],
]

test('what lies in environments/ is valid at first sight', () => {
  expect(paths.length).toBeGreaterThan(5)
  for (const [schema, value] of cases) expect(accepts(schema, value), JSON.stringify(value)).toBe(true)
})

test.each<[string, object, unknown]>([
  ['another keyword', { type: 'string', maxLength: 9 }, 'a'],
  ['a keyword of another type', { type: 'string', minimum: 1 }, 'a'],
  ['a keyword without a type', { pattern: 'a' }, 'a'],
  ['several types', { type: ['string', 'null'] }, 'a'],
  ['a type that there is not', { type: 'constructor' }, 'a'],
  ['a keyword that JavaScript knows', { type: 'object', constructor: 1 }, {}],
])('%s is for ajv', (_, schema, value) => {
  expect(accepts(schema, value)).toBe(false)
})

const anything = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    1,
    2.5,
    -1,
    101,
    '',
    'a',
    'A b',
    '1Gi',
    '0.1Mi',
    '10.0.0.1/8',
    '999.0.0.0/8',
  ),
  fc.constantFrom([], ['a', 'a'], {}, { a: 1 }, { constructor: 1 }, ['10.0.0.0/8', '10.0.0.0/8'], Number.NaN),
)

/** The value with something else at a place in it. */
function changed(value: unknown, steps: readonly number[], other: unknown): unknown {
  const [step, ...rest] = steps
  if (step === undefined || typeof value !== 'object' || value === null) return other
  const keys = [...Object.keys(value), 'new-key']
  const key = keys[step % keys.length] as string
  const inner = changed((value as Record<string, unknown>)[key], rest, other)
  return Array.isArray(value) ? [...value, inner] : { ...value, [key]: inner }
}

test('ajv accepts whatever is valid at first sight, and nothing else that the keywords can tell', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...cases),
      fc.array(fc.nat(20), { maxLength: 4 }),
      anything,
      ([schema, value], steps, other) => {
        const input = changed(value, steps, other)
        expect(accepts(schema, input), JSON.stringify(input)).toBe(ajv.validate(schema, input))
      },
    ),
    { numRuns: 3000 },
  )
})
