import { isSecretName } from './secret-names.ts'

/** Beginnings of well-known tokens, each followed by enough to be one. */
const TOKENS: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{20,}/, // OpenAI and others
  /\bgh[opusr]_[A-Za-z0-9]{36}/,
  /\bgithub_pat_[A-Za-z0-9_]{40,}/,
  /\bglpat-[A-Za-z0-9_-]{20}/,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/, // AWS
  /\bAIza[A-Za-z0-9_-]{35}/, // Google
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/, // Slack
  /\bhvs\.[A-Za-z0-9_-]{20,}/, // Vault
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./, // a JSON web token
]

/**
 * Why a value looks like a secret, as the end of a sentence that doesn't repeat it; nothing if it doesn't.
 * `name` is what it is kept under, if it has a name.
 */
export function looksLikeSecret(value: string, name = ''): string | undefined {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)) return 'holds a private key'
  if (/[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:(?!\$[({])[^\s/@]+@/i.test(value))
    return 'holds a URL with a password in it'
  if (hasSecretPart(value)) return 'names a secret and its value'
  if (TOKENS.some((token) => token.test(value))) return 'holds a token of a well-known form'
  if (isSecretName(name) && !isHarmless(value)) return 'is named like a secret and has a plain value'
  if (value.split(/[\s"'`,;=<>{}[\]]+/).some(isRandom)) return 'holds a long random text'
  return undefined
}

/** Whether a connection string, the query of a URL or a command line gives a secret: `Password=x;`, `--token=x`. */
const hasSecretPart = (value: string): boolean =>
  [...value.matchAll(/(?<=^|[\s;?&'"])-{0,2}([A-Za-z][\w.-]*)=([^\s;&'"]+)/g)].some(
    ([, name = '', part = '']) => isSecretName(name) && !isHarmless(part),
  )

/** Nothing, a switch, a small number, a path, or the value of another variable. */
const isHarmless = (value: string): boolean =>
  /^(|true|false|yes|no|on|off|none|null|[0-9]{1,4}|\$\([^)]*\)|\$\{?\w+\}?|(\/[\w.@-]+){2,})$/i.test(
    value.trim(),
  )

/**
 * Whether a word is too random to be written by people: 32 characters and more of all kinds, or hexadecimal ones
 * beyond a commit's 40. Digests are said to be digests (`sha256:`), and paths begin with what they are relative to.
 */
function isRandom(word: string): boolean {
  if (word.includes(':') || /^[./]/.test(word)) return false
  if (/^[0-9a-f]{48,}$/i.test(word)) return new Set(word).size > 8
  return (
    /^[A-Za-z0-9+/_-]{32,}$/.test(word) &&
    /[a-z]/.test(word) &&
    /[A-Z]/.test(word) &&
    /[0-9].*[0-9]/.test(word) &&
    entropy(word) > 4
  )
}

/** Shannon's, in bits per character. */
function entropy(word: string): number {
  const counts = Map.groupBy(word, (character) => character)
  return [...counts.values()].reduce(
    (sum, { length }) => sum - (length / word.length) * Math.log2(length / word.length),
    0,
  )
}
