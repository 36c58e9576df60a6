import type { Command, Option } from 'commander'
import { quoted } from '../text/shell.ts'

/** An option that npm kept for itself, and what it made of its values: `true` for one that stands apart. */
export interface KeptOption {
  readonly option: Option
  readonly values: readonly string[]
}

/**
 * The command line that was meant. Of `--reason "..."` npm drops the value among the arguments; where several options
 * lost theirs, nothing tells which belongs where.
 *
 * @param rest what reached the command.
 * @returns the line, with `<name>` where a value is not known, and the values that could not be placed.
 */
export function commandLine(
  command: Command,
  kept: readonly KeptOption[],
  rest: readonly string[],
  isEnvironment: (name: string) => boolean,
): { readonly line: string; readonly unplaced: readonly string[] } {
  const end = rest.findIndex((arg) => arg.startsWith('-'))
  const [before, after] = end === -1 ? [rest, []] : [rest.slice(0, end), rest.slice(end)]
  const without = (required: boolean): Option[] =>
    kept.flatMap(({ option, values }) =>
      (required ? option.required : option.optional) ? values.filter(isLost).map(() => option) : [],
    )
  const needing = without(true)
  const { operands, values } = divided(command, before, needing.length, isEnvironment)
  const takers = needing.length > 0 ? needing : without(false)
  const placed = new Set(takers).size === 1 && takers.length === values.length
  const left = placed ? [...values] : []
  const options = kept.flatMap(({ option, values }) =>
    values.flatMap((value) => {
      const known = isLost(value) ? (takers.includes(option) ? left.shift() : undefined) : value
      return [option.long ?? '', ...wordOf(option, known)]
    }),
  )
  const words = ['npm run', command.name(), '--', ...operands.map(quoted), ...options, ...after.map(quoted)]
  return { line: words.join(' '), unplaced: placed ? [] : values }
}

export const takesValue = ({ required, optional }: Option): boolean => required || optional

const isLost = (value: string): boolean => value === 'true'

function wordOf(option: Option, value: string | undefined): string[] {
  if (!takesValue(option) || (option.optional && !value)) return []
  return [value === undefined ? (/<[^>]+>/.exec(option.flags)?.[0] ?? '') : quoted(value)]
}

/** Tells arguments of the command from values of options, of which so many are needed. */
function divided(
  command: Command,
  words: readonly string[],
  needed: number,
  isEnvironment: (name: string) => boolean,
): { readonly operands: readonly string[]; readonly values: readonly string[] } {
  const expected = command.registeredArguments
  const most = expected.some(({ variadic }) => variadic) ? Infinity : expected.length
  if (needed > 0 && expected[0]?.name() === 'environment') {
    const operands = words.filter(isEnvironment).slice(0, most)
    return { operands, values: words.filter((word) => !operands.includes(word)) }
  }
  const count = Math.max(0, Math.min(most, words.length - needed))
  return { operands: words.slice(0, count), values: words.slice(count) }
}
