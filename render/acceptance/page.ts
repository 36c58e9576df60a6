import { oneLine } from '../text/safe.ts'
import type { Accepted, DocumentCriterion } from './accepted.ts'
import type { Result } from './evaluate-criteria.ts'

/** The results of a run, with place and date. */
export interface Run {
  readonly results: readonly Result[]
  readonly where: string
  readonly day: string
}

const BEGIN = '<!-- criteria: written by `npm run acceptance -- ENV --markdown FILE` and `npm run docs` -->'
const END = '<!-- /criteria -->'
const BLOCK = new RegExp(`${BEGIN}\n([\\s\\S]*?)${END}`)

/** Whether a page has the markers of the table. */
export const hasTable = (page: string): boolean => BLOCK.test(page)

/** A page with the documents' criteria as a table. Without a run, the results of an earlier one are kept. */
export function withTable(page: string, { documents = [] }: Accepted, run?: Run): string {
  const before = BLOCK.exec(page)?.[1] ?? ''
  const known = cellsIn(before)
  const source = run
    ? `Live environment: ${oneLine(run.where)}, on ${run.day}.`
    : (/^Live environment: .*$/m.exec(before)?.[0] ?? 'Live environment: no run is recorded.')
  const rows = documents.map((each) => rowOf(each, run ? liveCell(each, run) : (known.get(each.id) ?? '')))
  const table = [
    '| Criterion | The documents require | Tested by | Result on the live environment | Other results; deliberate differences |',
    '|---|---|---|---|---|',
    ...rows,
  ]
  return page.replace(BLOCK, () => `${BEGIN}\n\n${source}\n\n${table.join('\n')}\n\n${END}`)
}

/** The column of the live environment in an earlier table, by the criterion's id. */
const cellsIn = (table: string): Map<string, string> =>
  new Map(
    table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
      .map((cells) => [(cells[1] ?? '').replaceAll('`', ''), cells[4] ?? '']),
  )

const rowOf = ({ id, asks, seen, differs, ...ways }: DocumentCriterion, live: string): string =>
  `| ${[
    `\`${id}\``,
    cell(asks),
    triedBy(ways),
    live,
    [seen, differs]
      .filter((each) => each !== undefined)
      .map(cell)
      .join('. '),
  ].join(' | ')} |`

const triedBy = ({ criteria = [], scenarios = [], tests = [] }: Partial<DocumentCriterion>): string =>
  [
    ...criteria.map((id) => `\`${id}\``),
    ...(scenarios.length > 0 ? [`[e2e](e2e.md) ${scenarios.join(', ')}`] : []),
    ...tests.map((file) => `[${file.split('/').at(-1)}](../${file})`),
  ].join(', ')

const liveCell = ({ criteria = [] }: DocumentCriterion, { results }: Run): string =>
  results
    .filter(({ id }) => criteria.includes(id))
    .map(({ id, state, seen }) => `${state === 'passed' ? '' : `**${state}** `}\`${id}\`: ${escaped(seen)}`)
    .join('<br>')

/** The repository's own text, which may hold links. */
const cell = (text: string): string => oneLine(text).replaceAll('|', '\\|')

/** Text of a cluster. */
const escaped = (text: string): string => cell(text).replace(/[<>*_`[\]]/g, (sign) => `\\${sign}`)
