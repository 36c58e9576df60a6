import { oneLine, sentence } from '../../text/safe.ts'
import type { Diff } from '../model.ts'
import { budgetText, riskText, summaryText } from './describe.ts'
import { alike, type IdenticalChanges, risksOfAll, type SharedRisk } from './group.ts'

/** A line for people; `tone` becomes a colour on a terminal. */
export interface TextLine {
  readonly text: string
  readonly tone?: 'good' | 'changed' | 'bad' | 'quiet'
}

/** A change for a terminal: what changes, then what can go wrong with it. */
export function diffLines(diff: Diff): TextLine[] {
  if (diff.environments.length === 0) return [{ text: 'Nothing changes in any cluster.', tone: 'good' }]
  const risks = risksOfAll(diff)
  return [
    ...alike(diff.environments).flatMap((group) => [...groupLines(group), { text: '' }]),
    ...diff.environments
      .filter(({ deletions }) => deletions.exceeded)
      .flatMap((environment): TextLine[] => [
        { text: sentence(`over budget ${environment.name}: ${budgetText(environment)}`), tone: 'bad' },
        { text: '' },
      ]),
    ...risks.flatMap((risk) => [...riskLines(risk), { text: '' }]),
    totalLine(diff),
  ]
}

const TONES = { '+': 'good', '-': 'bad', '~': 'changed', ' ': undefined } as const

function groupLines({ names, environment, details }: IdenticalChanges): TextLine[] {
  const title =
    names.length === 1 ? names.join() : `the same in ${names.length} environments (${names.join(', ')})`
  return [
    { text: `${oneLine(title)}: ${summaryText(environment)}` },
    ...details.map(({ sign, text }) => {
      const tone = TONES[sign]
      return { text: `  ${sign === ' ' ? '   ' : sign} ${text}`, ...(tone && { tone }) }
    }),
  ]
}

function riskLines(risk: SharedRisk): TextLine[] {
  const where = risk.environments.length > 0 ? ` ${oneLine(risk.environments.join(', '))}` : ''
  return [
    {
      text: `${risk.severity}${where}: ${riskText(risk)} [${risk.id}]`,
      tone: risk.severity === 'high' ? 'bad' : risk.severity === 'medium' ? 'changed' : 'quiet',
    },
    ...(risk.steps ?? []).map((step, index) => ({ text: `  ${index + 1}. ${sentence(step)}` })),
  ]
}

function totalLine({ summary: { environments, added, changed, removed, restarts, risks } }: Diff): TextLine {
  const where = environments === 1 ? '1 environment' : `${environments} environments`
  return {
    text: `${where}: ${added} added, ${changed} changed, ${removed} removed, ${restarts} restarted; risks: ${risks.high} high, ${risks.medium} medium, ${risks.note} to note.`,
    tone: 'quiet',
  }
}
