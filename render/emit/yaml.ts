/** What a plan consists of: plain data. */
type Value = Scalar | Map | readonly (Scalar | Map)[]
type Scalar = string | number | boolean
interface Map {
  readonly [key: string]: Value
}

/** Where a text is itself YAML: written as a block, so that people can read it. */
const BLOCK_KEY = 'patch'

/**
 * One YAML document as text that every reader in the way (kustomize, Argo CD, the API server) reads as the same data.
 *
 * Block style, two spaces, and a string unquoted only where no reader of YAML 1.1 or 1.2 could take it for anything
 * else. Written here because plans need a tenth of YAML, and a library for all of it takes most of a render's time.
 *
 * @param value plain data: maps, lists, strings, finite numbers, booleans. The text under `patch` becomes a block.
 */
export function toYaml(value: object): string {
  const lines: string[] = []
  writeMap(lines, '', '', value as Map)
  return `${lines.join('\n')}\n`
}

/** `first` indents the first line, which may follow the dash of a list; `rest` all others. */
function writeMap(lines: string[], first: string, rest: string, map: Map): void {
  let indent = first
  for (const [key, value] of Object.entries(map)) {
    const name = `${indent}${scalar(key)}:`
    if (key === BLOCK_KEY && typeof value === 'string')
      lines.push(`${name} |-`, ...value.split('\n').map((line) => `${rest}  ${line}`))
    else if (Array.isArray(value)) writeList(lines, name, rest, value)
    else if (typeof value !== 'object') lines.push(`${name} ${scalar(value)}`)
    else if (Object.keys(value).length === 0) lines.push(`${name} {}`)
    else {
      lines.push(name)
      writeMap(lines, `${rest}  `, `${rest}  `, value as Map)
    }
    indent = rest
  }
}

function writeList(lines: string[], name: string, indent: string, list: readonly (Scalar | Map)[]): void {
  if (list.length === 0) {
    lines.push(`${name} []`)
    return
  }
  lines.push(name)
  for (const item of list) {
    if (typeof item !== 'object') lines.push(`${indent}  - ${scalar(item)}`)
    else if (Object.keys(item).length === 0) lines.push(`${indent}  - {}`)
    else writeMap(lines, `${indent}  - `, `${indent}    `, item)
  }
}

const scalar = (value: Scalar): string =>
  typeof value !== 'string' || isPlain(value) ? String(value) : quoted(value)

const PLAIN = /^[A-Za-z0-9_./][A-Za-z0-9_./:=,;@+-]*$/
/** Numbers, dates and times of any notation, and what only looks like them. */
const NUMBER_LIKE = /^[.0-9][0-9a-fA-FxXoO_.:,eE+-]*([tT][0-9:.]+([zZ]|[+-][0-9:]+)?)?$/
/** https://yaml.org/type/bool.html and the other words of YAML 1.1. */
const WORDS = /^(y|n|yes|no|on|off|true|false|null|\.inf|\.nan|e[-+]?[0-9]+)$/i

const isPlain = (text: string): boolean =>
  PLAIN.test(text) && !text.endsWith(':') && !NUMBER_LIKE.test(text) && !WORDS.test(text)

/** JSON's notation is YAML's, but for characters that YAML 1.1 takes for line breaks or refuses unescaped. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g, escaped)

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
