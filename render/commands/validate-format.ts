/** The forms in which validate can tell what it found: a module of its own, because the command line loads it. */
export const FORMATS = ['text', 'json', 'sarif', 'github'] as const

export type Format = (typeof FORMATS)[number]
