/** Anything that has the form of a GitHub token, ours or another. */
const TOKENS = /\b(gh[a-z]_[A-Za-z0-9_]{16,}|github_pat_[A-Za-z0-9_]{16,})/g

/** Removes `token`, and whatever looks like a token, from a text that people or logs will see. */
export const redact = (text: string, token: string): string =>
  text
    .replaceAll(token, '[token]')
    .replaceAll(encodeURIComponent(token), '[token]')
    .replace(TOKENS, '[token]')
