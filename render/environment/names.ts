/** What free names may look like: the pattern for machines, the words for people. */
export const NAMES = {
  service: { pattern: '^[a-z0-9][-a-z0-9]*$', words: 'lower-case letters, digits and hyphens' },
  setting: { pattern: '^[A-Z][A-Z0-9_]*$', words: 'capital letters, digits and underscores' },
  quota: { pattern: '^[a-z][a-z0-9./-]*$', words: 'lower-case letters, digits, dots, slashes and hyphens' },
} as const

/** The words for a pattern. */
export const wordsFor = (pattern: string): string =>
  Object.values(NAMES).find((name) => name.pattern === pattern)?.words ?? pattern
