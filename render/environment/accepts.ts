import { FORMATS, isOfFormat } from './formats.ts'

type Keywords = Readonly<Record<string, unknown>>
type Check = (wanted: never, value: never, schema: Keywords) => boolean

/** Keywords that refuse nothing. */
const ANNOTATIONS = ['$schema', 'title', 'description', 'examples', 'type']

/** The other keywords that are known here, by the type of the values that they judge. */
const CHECKS: Readonly<Record<string, ReadonlyMap<string, Check>>> = {
  string: checks({
    pattern: (pattern: string, text: string) => regExp(pattern).test(text),
    minLength: (least: number, text: string) => [...text].length >= least,
    enum: (words: readonly string[], text: string) => words.includes(text),
    format: (format: keyof typeof FORMATS, text: string) =>
      Object.hasOwn(FORMATS, format) && isOfFormat(format)(text),
  }),
  integer: checks({
    minimum: (least: number, value: number) => value >= least,
    maximum: (most: number, value: number) => value <= most,
  }),
  boolean: checks({}),
  array: checks({
    minItems: (least: number, list: readonly unknown[]) => list.length >= least,
    uniqueItems: (_: true, list: readonly unknown[]) =>
      list.every((item) => typeof item !== 'object') && new Set(list).size === list.length,
    items: (schema: object, list: readonly unknown[]) => list.every((item) => accepts(schema, item)),
  }),
  object: checks({
    minProperties: (least: number, map: object) => Object.keys(map).length >= least,
    required: (keys: readonly string[], map: object) => keys.every((key) => Object.hasOwn(map, key)),
    properties: (properties: Readonly<Record<string, object>>, map: Keywords) =>
      Object.entries(properties).every(
        ([key, schema]) => !Object.hasOwn(map, key) || accepts(schema, map[key]),
      ),
    patternProperties: (patterns: Readonly<Record<string, object>>, map: object) =>
      Object.entries(patterns).every(([pattern, schema]) =>
        Object.entries(map).every(([key, value]) => !regExp(pattern).test(key) || accepts(schema, value)),
      ),
    additionalProperties: (
      schema: false | object,
      map: object,
      { properties, patternProperties }: Keywords,
    ) => {
      const patterns = Object.keys(Object(patternProperties)).map(regExp)
      return Object.entries(map)
        .filter(
          ([key]) => !Object.hasOwn(Object(properties), key) && !patterns.some((each) => each.test(key)),
        )
        .every(([, value]) => schema !== false && accepts(schema, value))
    },
  }),
}

/**
 * Whether a value is valid by a JSON Schema, as far as that can be told by the keywords that are common here: false is
 * no answer, and for ajv, which also says why. Loading ajv and compiling its schemas takes longer than anything else
 * that is done with a definition, and most are valid.
 */
export function accepts(schema: object, value: unknown): boolean {
  const keywords = schema as Keywords
  const { type } = keywords
  const known = CHECKS[String(type)]
  return (
    (type === undefined || type === typeOf(value)) &&
    Object.entries(keywords).every(
      ([keyword, wanted]) =>
        ANNOTATIONS.includes(keyword) ||
        known?.get(keyword)?.(wanted as never, value as never, keywords) === true,
    )
  )
}

/** The name of a value's type in a schema; `number` for those that are no integers. */
function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (Number.isInteger(value)) return 'integer'
  return value === null ? 'null' : typeof value
}

const regExps = new Map<string, RegExp>()

function regExp(pattern: string): RegExp {
  const known = regExps.get(pattern) ?? new RegExp(pattern, 'u')
  regExps.set(pattern, known)
  return known
}

function checks(byKeyword: Readonly<Record<string, Check>>): ReadonlyMap<string, Check> {
  return new Map(Object.entries(byKeyword))
}
