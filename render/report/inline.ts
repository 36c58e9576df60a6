import { readFileSync } from 'node:fs'

/**
 * The text of files that stand beside `base`, one after another, without comments on lines of their own.
 *
 * @param base the URL of the module that asks, `import.meta.url`.
 */
const texts = (base: string, names: readonly string[]): string =>
  names
    .map((name) => readFileSync(new URL(name, base), 'utf8').replace(/^ *\/\*.*?\*\/\n+/gms, ''))
    .join('\n')

/** Style sheets as one; the last wins. */
export const inlineStyles = texts

/**
 * Modules of a browser as one script: a page without other files has nothing to import from. Each comes after those
 * that it imports, and all share one scope: no two declare the same name.
 */
export const inlineModules = (base: string, names: readonly string[]): string =>
  `(() => {\n'use strict'\n${texts(base, names)
    .replace(/^import [^']*'[^']*'\n+/gm, '')
    .replace(/^export (?=const )/gm, '')}})()\n`
