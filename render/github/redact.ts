/** Anything that has the form of a GitHub token, ours or another. */
const TOKENS = /\b(gh[a-z]_[A-Za-z0-9_]{16,}|github_pat_[A-Za-z0-9_]{16,})/gi

/** Removes `token`, and whatever looks like a token, in any case, from a text that people or logs will see. */
export const redact = (text: string, token: string): string =>
  text
    .replace(anyCase(token), '[token]')
    .replace(anyCase(encodeURIComponent(token)), '[token]')
    .replace(TOKENS, '[token]')

/** A text as a pattern, in capitals and small letters alike; nothing matches an empty one. */
const anyCase = (text: string): RegExp =>
  text === '' ? /(?!)/ : new RegExp(text.replace(/\W/g, '\\$&'), 'gi')
