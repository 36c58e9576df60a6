import { countsTable, recordedCounts } from '../corpora/page.ts'
import { HARMLESS } from './harmless.ts'
import { MISSES, missOf } from './misses.ts'
import { classOf } from './mutation.ts'
import { OPERATORS } from './operators.ts'
import { countOf, countsByOperator, isCaught, isPlausible, percent, type Trial } from './report.ts'

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

/** docs/verification.md, as text: what the mutation test found. */
export function page(trials: readonly Trial[]): string {
  const refused = trials.filter(({ harmless }) => !harmless)
  const [all, hard] = [countOf(refused), countOf(refused.filter(isPlausible))]
  const missed = refused.filter((trial) => !isCaught(trial))
  const counts = countsByOperator(refused).filter(({ count }) => count.made > 0)
  const reasons = MISSES.map((miss) => ({
    ...miss,
    classes: missed
      .filter(({ mutation }) => missOf(mutation) === miss)
      .map(({ mutation }) => classOf(mutation)),
  })).filter(({ classes }) => classes.length > 0)
  return `# What validate catches

Written by the test in [tests/mutation](../tests/mutation) (\`npx vitest run tests/mutation -u\`), which fails if a number
here is no longer true.

The test takes three built environments, makes one mistake at a time, and runs every rule. It applies ${OPERATORS.length} kinds of mistakes
to every field of every resource, and samples one mutation for each resource kind, field and mistake. Changes that neither an API
server nor a reasonable reviewer would refuse are left out, for ${HARMLESS.length} reasons listed in [harmless.ts](../tests/mutation/harmless.ts), which are
independent of \`validate\`.

| | Made | Caught | |
| --- | --- | --- | --- |
${row(['All mistakes', all.made, all.caught, percent(all)])}
${row(['Those that the API server would accept', hard.made, hard.caught, percent(hard)])}
${row(['Left out as harmless', trials.length - refused.length, '', ''])}

The second line matters most: a misspelt field is easy to catch, a wrong selector is not.
[ask-server.ts](../tests/mutation/ask-server.ts) sends each mutation to a real API server: Kubernetes 1.36.1 refused none that is
missed here, and none that is counted as harmless.

## What it misses

${reasons
  .map(
    ({ why, classes }) =>
      `${why}\n\n${[...new Set(classes)]
        .sort()
        .map((each) => `- \`${each}\``)
        .join('\n')}\n`,
  )
  .join('\n')}
## By kind of mistake

${row(['Mistake', 'Made', 'Caught'])}
${row(['---', '---', '---'])}
${counts.map(({ title, count }) => row([title, count.made, count.caught])).join('\n')}

## Against other projects' test data

\`npm run test:corpora\` runs every rule over it and compares what they find with what the projects say.
[corpora.md](corpora.md) tells check by check which rule finds it, and what is deliberately not checked.

${countsTable(recordedCounts())}
`
}
