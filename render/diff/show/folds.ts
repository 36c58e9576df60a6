import { fenceFor, plainName } from './escape.ts'
import { fitLines, lengthOf, shares } from './fit.ts'
import type { IdenticalChanges } from './group.ts'

/** What changes in detail, in a fold for each kind of change: as much as there is room for, in code points. */
export function folds(groups: readonly IdenticalChanges[], room: number): string[] {
  const all = groups.filter(({ details }) => details.length > 0).map(fold)
  const wanted = all.map(({ frame, lines }) => lengthOf(frame(lines)) + 1)
  return shares(wanted, room).flatMap((share, index) => {
    const { frame, lines } = all[index] as Fold
    const inner = share - lengthOf(frame([])) - 1
    const fitting = fitLines(lines, inner, (missing) => `  ${missing} more lines: see npm run diff`)
    return fitting.length === 0 ? [] : [frame(fitting)]
  })
}

interface Fold {
  readonly lines: readonly string[]
  readonly frame: (lines: readonly string[]) => string
}

/** Within a fence nothing is Markdown, no name is mentioned, and `diff` gives the signs their colours. */
function fold({ names, details }: IdenticalChanges): Fold {
  const codes = names.slice(0, NAMES).map((name) => `<code>${plainName(name)}</code>`)
  const others = names.length > NAMES ? ` and ${names.length - NAMES} more` : ''
  const title =
    names.length === 1
      ? codes.join()
      : `the same in ${names.length} environments: ${codes.join(', ')}${others}`
  const lines = details.map(({ sign, text }) => `${SIGNS[sign]} ${text}`)
  const fence = fenceFor(lines.join('\n'), 3)
  const [head, foot] = [
    ['', `<details><summary>${title}</summary>`, '', `${fence}diff`],
    [fence, '', '</details>'],
  ]
  return { lines, frame: (inner) => [...head, ...inner, ...foot].join('\n') }
}

/** So many names in a title; the table has them all. */
const NAMES = 50

const SIGNS = { '+': '+', '-': '-', '~': '!', ' ': '   ' } as const
