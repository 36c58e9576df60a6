import { codeOf } from './code-text.ts'

/** The one module that code of base and of policies may import. */
export const ENGINE_NAME = '#engine'

export interface Flaw {
  readonly message: string
  readonly position: { readonly line: number; readonly column: number }
}

const GLOBALS = [
  ...['process', 'globalThis', 'global', 'require', 'module', 'eval', 'Function', 'console', 'navigator'],
  ...['Date', 'Intl', 'Temporal', 'performance', 'crypto', 'Buffer', 'localStorage', 'sessionStorage'],
  ...['fetch', 'WebSocket', 'EventSource', 'BroadcastChannel', 'MessageChannel', 'AbortSignal', 'Worker'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'WeakRef', 'FinalizationRegistry'],
  ...['SharedArrayBuffer', 'Atomics', 'WebAssembly'],
]

/**
 * What only code that isn't pure needs: not as a member (`x.process`), nor as a key (`process: 1`). What follows the
 * globals reaches the global scope through any function, changes the language for all code, or depends on the locale.
 */
const IMPURE = new RegExp(
  [
    `(?<![\\w$]|(?<!\\.\\.)\\.\\s*)(?:${GLOBALS.join('|')})(?![\\w$])(?!\\??\\s*:(?<!\\?\\s*\\w+\\s*:))`,
    '\\bMath\\s*\\.\\s*random\\b|\\bMath\\b(?!\\s*\\.)',
    '\\bimport\\s*\\(|\\bimport\\s*\\.\\s*meta\\b',
    '\\bconstructor\\b|\\b__proto__\\b|\\.\\s*prototype\\b|\\b(?:localeCompare|toLocale\\w+)\\b',
    '\\\\u',
  ].join('|'),
  'g',
)

/**
 * A literal that is thrown. It has no stack, so its place is unknown, and Node prints its own internals to stderr if a
 * module throws a primitive while it is loaded.
 */
const THROWN = /(?<![\w$.])throw(?=\s*['"`\d{[]|\s+(?:null|undefined|true|false)\b)/g

const IMPORT = /\b(?:from|import)\s*(['"])( *)\1/g

/** Everything in a text that code of base and policies must not do, and where; comments, texts and regular expressions don't count. */
export function flawsIn(text: string): Flaw[] {
  const code = codeOf(text)
  const foreign = [...code.matchAll(IMPORT)].flatMap((each) => {
    const end = each.index + each[0].length - 1
    const name = text.slice(end - (each[2] ?? '').length, end)
    return name === ENGINE_NAME
      ? []
      : [{ index: each.index, message: `imports "${name}"; it may import ${ENGINE_NAME} only.` }]
  })
  const impure = [...code.matchAll(IMPURE)].map((each) => ({
    index: each.index,
    message: `uses ${each[0].trim()}; it must be pure: no file system, process, clock, locale, network or randomness.`,
  }))
  const thrown = [...code.matchAll(THROWN)].map(({ index }) => ({
    index,
    message: "throws a value that isn't an Error; throw new Error('…') instead.",
  }))
  return [...foreign, ...impure, ...thrown]
    .sort((a, b) => a.index - b.index)
    .map(({ index, message }) => ({ message, position: positionAt(text, index) }))
}

/** The place of an index of a text; both count from 1. */
export function positionAt(text: string, index: number): Flaw['position'] {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
