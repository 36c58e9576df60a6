import { step } from './canonical.ts'
import type { CustomLists } from './lists.ts'

/** What stands in the place of a value that could be a secret. */
export const HIDDEN = '(hidden)'

/** Where a value stands. */
export interface Place {
  readonly kind: string
  /** The path, with `[]` for items. */
  readonly shape: string
  /** The name that people gave the value: a key, or the name of an environment variable. */
  readonly name?: string
  /** What lists of a custom kind are. */
  readonly lists?: CustomLists
}

const SECRET_NAME =
  /secret|passw|passphrase|token|bearer|creds|credential|private|key|dsn|salt|(^|[_.-])(pass|pwd)($|[_.-])/i

/** Texts that hold a secret whatever their name. */
const SECRET_TEXTS: readonly RegExp[] = [
  // A user in a URL, with or without a password; git's own name is none.
  /:\/\/(?!git@)[^\s]*@/,
  /(passw\w*|passphrase|secret|token|api[_-]?key|private[_-]?key|credentials?)["']?\s*[:=]\s*["']?[^\s"']/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\b(ghp|gho|ghs|ghu|github_pat|glpat|xox[abp]|sk|AKIA)[_-]?[A-Za-z0-9]{16}|\beyJ[\w-]{10,}\.[\w-]{10,}\./,
]

const SECRET_FLAG = /^-+[\w-]*(passw\w*|passphrase|token|secret|key)$/i

/**
 * A value with everything that could be a secret replaced by `(hidden)`: all data of Secrets; settings and
 * environment variables whose name sounds like one; and, wherever it stands, text that looks like one.
 */
export function hideSecrets(value: unknown, place: Place): unknown {
  const { kind, shape } = place
  if (value === undefined || value === null) return value
  if (isSecretPlace(place)) return HIDDEN
  if (typeof value === 'string') return hideText(value)
  if (Array.isArray(value))
    return value.map((item, index) => {
      const flag: unknown = value[index - 1]
      if (typeof item === 'string' && typeof flag === 'string' && SECRET_FLAG.test(flag)) return HIDDEN
      return hideSecrets(item, { kind, shape: `${shape}[]` })
    })
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      hideSecrets(each, { kind, shape: step(shape, key), name: nameOf(value, key) }),
    ]),
  )
}

/** A text, or `(hidden)` if it could be a secret: checked before it is split, because the parts no longer look like one. */
export const hideText = (text: string): string =>
  SECRET_TEXTS.some((secret) => secret.test(text)) ? HIDDEN : text

/** A key as people keep it in a file runs over many words; what is said after it goes with it. */
const KEY_BLOCK = /-----BEGIN [A-Z ]*PRIVATE KEY.*/s

/** A name that says what follows: `password: x`. */
const NAMED =
  /((?:passw\w*|passphrase|secret|token|api[_-]?key|private[_-]?key|credentials?)["']?\s*[:=])\s+\S+/gi

/** A sentence that quotes values, with every word in it that could be a secret replaced by `(hidden)`. */
export const hideIn = (sentence: string): string =>
  sentence.replace(KEY_BLOCK, HIDDEN).replace(NAMED, `$1 ${HIDDEN}`).split(/(\s+)/).map(hideText).join('')

/** The name of a value in a map: its key; `value` of a named pair has the pair's name. */
export function nameOf(holder: object, key: string): string {
  const name = (holder as Readonly<Record<string, unknown>>)['name']
  return key === 'value' && typeof name === 'string' ? name : key
}

function isSecretPlace({ kind, shape, name = '' }: Place): boolean {
  // `kubectl apply` keeps a copy of the whole resource there.
  if (name.endsWith('/last-applied-configuration')) return true
  if (kind === 'Secret') return /^(data|stringData)[.[]/.test(shape)
  if (kind === 'ConfigMap')
    return /^binaryData[.[]/.test(shape) || (/^data[.[]/.test(shape) && SECRET_NAME.test(name))
  return /\[\]\.value$/.test(shape) && SECRET_NAME.test(name)
}
