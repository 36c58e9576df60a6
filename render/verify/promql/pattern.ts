/**
 * A regular expression of Go (RE2) as JavaScript has it, for asking whether it can be read and whether it matches
 * nothing: https://github.com/google/re2/wiki/Syntax
 *
 * @returns the expression, or what is wrong with it.
 */
export function patternOf(source: string): { pattern: RegExp } | { wrong: string } {
  const around = /\(\?(?:<?[=!])/.exec(plain(source))
  if (around) return { wrong: `RE2 regular expressions have no look-around \`${around[0]}\`` }
  const unknown = /\\(?:[1-9](?![0-7])|[ceghijklmoquyEGHIJKLMNORTUVXYZ])/.exec(plain(source))
  if (unknown) return { wrong: `unknown escape \`${unknown[0]}\` in regular expression` }
  const repeated = [...plain(source).matchAll(/\{(\d+)(?:,(\d*))?\}/g)].find((counts) =>
    counts.slice(1).some((count) => Number(count ?? 0) > 1000),
  )
  if (repeated) return { wrong: `\`${repeated[0]}\` exceeds the 1000 repetitions of RE2` }
  try {
    return { pattern: new RegExp(`^(?:${translated(source)})$`, 's') }
  } catch {
    return { wrong: 'invalid regular expression' }
  }
}

/** Without the text between \Q and \E, and without escaped backslashes. */
const plain = (source: string): string => source.replaceAll(/\\Q[\s\S]*?(\\E|$)/g, '').replaceAll('\\\\', '')

const translated = (source: string): string =>
  source
    .replaceAll(/\\Q([\s\S]*?)(\\E|$)/g, (_, text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .replaceAll(/\(\?P</g, '(?<')
    .replaceAll(/\(\?[imsU]*(?:-[imsU]+)?\)/g, '(?:)')
    .replaceAll(/\(\?[imsU]+(?:-[imsU]+)?:|\(\?-[imsU]+:/g, '(?:')
    .replaceAll(/\[:\^?[a-z]+:\]/g, 'a')
    .replaceAll(/\\[pP](?:\{\^?\w+\}|[A-Z])/g, 'a')
    .replaceAll(/\\x\{[0-9a-fA-F]+\}/g, 'a')
    .replaceAll(/\\[Az]/g, '(?:)')
    .replaceAll('\\C', '.')
