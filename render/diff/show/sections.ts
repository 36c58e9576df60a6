import { sentence } from '../../text/safe.ts'
import type { Diff, EnvironmentDiff } from '../model.ts'
import { budgetText, removedText, riskText, shortName } from './describe.ts'
import { code, plainName, prose } from './escape.ts'
import { fitLines } from './fit.ts'
import { risksOfAll, type SharedRisk } from './group.ts'

const RISK = { high: '🔴 high', medium: '🟠 medium', note: '🔵 note' } as const

/** The title and one row for each environment. */
export function table({ environments, summary }: Diff): string[] {
  const where = summary.environments === 1 ? '1 environment' : `${summary.environments} environments`
  return [
    `### What changes in the cluster: ${where}`,
    '',
    '| Environment | Added | Changed | Removed | Restarts | Risk |',
    '|---|---|---|---|---|---|',
    ...environments.map(row),
  ]
}

const row = ({ name, added, changed, removed, restarts, risks, deletions }: EnvironmentDiff): string => {
  const cells = [
    nameCode(name),
    added.length,
    changed.length,
    removed.length,
    restarts.map((id) => nameCode(shortName(id))).join(', ') || '-',
    deletions.exceeded ? `${RISK.high}, over budget` : risks[0] ? RISK[risks[0].severity] : '-',
  ]
  return `| ${cells.join(' | ')} |`
}

/** What must not be missed, each one block, the most important first. No block takes more than an eighth of the limit. */
export function warnings(diff: Diff, limit: number): string[] {
  const { environments } = diff
  return [
    ...headed(
      'Over the deletion budget',
      environments
        .filter(({ deletions }) => deletions.exceeded)
        .map((each) => `- ${nameCode(each.name)}: ${prose(sentence(budgetText(each)))}`),
    ),
    ...headed(
      'Risks',
      risksOfAll(diff).map((risk) => riskBlock(risk, limit / 8)),
    ),
    ...headed('Removed', removals(environments, limit / 8)),
  ]
}

/** The heading is part of the first block: none stands alone, and none is counted. */
const headed = (heading: string, blocks: readonly string[]): string[] =>
  blocks.map((block, index) => (index === 0 ? `\n**${heading}**\n\n${block}` : block))

function riskBlock(risk: SharedRisk, most: number): string {
  const { severity, environments, id, steps = [] } = risk
  const names = fitLines(environments.map(nameCode), most / 4, (missing) => `${missing} more`).join(', ')
  const first = `- ${RISK[severity]}${names && ` ${names}`}: ${prose(riskText(risk))} (\`${id}\`)`
  const lines = steps.map((step, index) => `  ${index + 1}. ${prose(sentence(step))}`)
  return [first, ...fitLines(lines, most / 2, (missing) => `  ${steps.length}. ${missing} more steps.`)].join(
    '\n',
  )
}

/** What goes, once for all environments in which the same goes. */
function removals(environments: readonly EnvironmentDiff[], most: number): string[] {
  const groups = Map.groupBy(
    environments.filter(({ removed }) => removed.length > 0),
    ({ removed }) => JSON.stringify(removed),
  )
  return [...groups.values()].map((group) => {
    const names = fitLines(
      group.map(({ name }) => nameCode(name)),
      most / 4,
      (missing) => `${missing} more`,
    )
    const removed = (group[0]?.removed ?? []).map((each) => code(sentence(removedText(each))))
    return `- ${names.join(', ')}: ${fitLines(removed, most / 2, (missing) => `${missing} more`).join(', ')}`
  })
}

const nameCode = (name: string): string => `\`${plainName(name)}\``
