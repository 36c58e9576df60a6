import { locator } from '../problem/locate.ts'
import type { Problem } from '../problem/problem.ts'
import { counted } from '../text/counted.ts'
import { oneLine } from '../text/safe.ts'
import { EXIT, type Outcome } from './outcome.ts'

/**
 * The outcome of inputs that can't be used: every problem with its place, sorted as a reader goes through files. What
 * several environments meet in one file is said once.
 */
export function refused(problems: readonly Problem[], textOf: (file: string) => string | undefined): Outcome {
  const placed = place(problems, textOf).filter((each, index, all) => !isSame(each, all[index - 1]))
  const count = counted(placed.length, 'problem')
  return {
    exit: EXIT.input,
    lines: [],
    errors: [
      ...placed.map((each) => oneLine(`${placeText(each)}: ${each.message}`)),
      '',
      `${count}; nothing was written.`,
    ],
    json: { problems: placed.map(({ file, line, column, message }) => ({ file, line, column, message })) },
  }
}

const isSame = (a: Problem & Place, b: (Problem & Place) | undefined): boolean =>
  a.file === b?.file && a.line === b.line && a.column === b.column && a.message === b.message

/** Where something is in a file; without a line it is the file as a whole. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** As editors and terminals make a link of it. */
export const placeText = ({ file, line, column }: Place): string =>
  line === undefined ? file : `${file}:${line}:${column}`

/** Finds the line and column of every problem, and sorts them by place. */
export function place<P extends Problem>(
  problems: readonly P[],
  textOf: (file: string) => string | undefined,
): (P & Place)[] {
  return [...Map.groupBy(problems, ({ file }) => file)]
    .flatMap(([file, ofFile]) => {
      const text = textOf(file)
      const locate = text === undefined ? ({ position }: Problem) => position : locator(text)
      return ofFile.map((problem) => ({ ...problem, ...locate(problem) }))
    })
    .sort(
      (a, b) =>
        order(a.file, b.file) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0) ||
        order(a.message, b.message),
    )
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
