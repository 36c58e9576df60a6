// `node tests/corpora/page.ts` writes docs/corpora.md from the maps and the numbers of the last run.

import { readFileSync, writeFileSync } from 'node:fs'
import { type CheckMap, type Entry, isCovered, isLeft } from './map/entry.ts'
import { KUBE_SCORE_DIFFERENCES } from './map/kube-score-differences.ts'
import { MAPS } from './map/maps.ts'
import type { Counts } from './tally.ts'

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

const COUNTS = new URL('counts.json', import.meta.url)

/** The numbers of the last run. */
export const recordedCounts = (): Counts => JSON.parse(readFileSync(COUNTS, 'utf8')) as Counts

export const recordCounts = (counts: Counts): void => {
  writeFileSync(COUNTS, `${JSON.stringify(counts, null, 2)}\n`)
  writePage(counts)
}

const writePage = (counts: Counts): void =>
  writeFileSync(new URL('../../docs/corpora.md', import.meta.url), corporaPage(counts))

/** docs/corpora.md, as text. */
export const corporaPage = (counts: Counts): string => `# Other checkers, and their test data

Which of our rules finds what other projects check for, and what we deliberately don't check. Written from
[tests/corpora](../tests/corpora): by \`node tests/corpora/page.ts\`, and with new numbers by
\`npm run test:corpora -- --update\`, which runs every rule over the test data of those projects that Go can fetch.

${countsTable(counts)}

*Wrong* are the cases that the project calls so, *caught* those of them that a rule finds. *Left* are those of checks
that we don't make, and the differences listed below. \`--strict\` fails where Go is missing; without it, what could not
be fetched is named. A share of all this is part of \`npm test\`: the Pod Security Standards as a table of our own, the
map below, and resources with damaged fields.

${row(['Project', 'Checks', 'Found by a rule', 'Found elsewhere', 'Deliberately not checked'])}
${row(['---', '---', '---', '---', '---'])}
${MAPS.map(summary).join('\n')}

${MAPS.map(section).join('\n')}
## Where kube-score's own tests say something else

${row(['Check and file', 'Why'])}
${row(['---', '---'])}
${Object.entries(KUBE_SCORE_DIFFERENCES)
  .map(([key, why]) => row([`\`${key}\``, why]))
  .join('\n')}
`

/** The numbers of the last run, as a table. */
export const countsTable = (counts: Counts): string =>
  [
    row(['Test data', 'Cases', 'Wrong', 'Caught', 'Agreed', 'Left', 'Rules that threw']),
    row(['---', '---', '---', '---', '---', '---', '---']),
    ...Object.entries(counts).map(([title, { cases, wrong, caught, agreed, left, thrown }]) =>
      row([title, cases, ...[wrong, caught, agreed, left].map((each) => each ?? ''), thrown]),
    ),
  ].join('\n')

function summary({ project, version, checks }: CheckMap): string {
  const entries = Object.values(checks)
  const covered = entries.filter(isCovered).length
  const left = entries.filter(isLeft).length
  return row([`${project} ${version}`, entries.length, covered, entries.length - covered - left, left])
}

const section = ({ project, version, source, checks }: CheckMap): string => `## ${project}

Version ${version}, from ${source}

${row(['Check', 'Here'])}
${row(['---', '---'])}
${Object.entries(checks)
  .map(([check, entry]) => row([`\`${check}\``, told(entry)]))
  .join('\n')}
`

function told(entry: Entry): string {
  if (isLeft(entry)) return `Not checked. ${entry.left}`
  if (!isCovered(entry)) return entry.elsewhere
  const rules = entry.rules.map((rule) => `[${rule}](rules.md#${rule})`).join(', ')
  return entry.note ? `${rules}. ${entry.note}` : rules
}

if (process.argv[1] === import.meta.filename) writePage(recordedCounts())
