import type { EnvironmentDefinition } from '../../environment/schema.ts'
import { passesFrom } from '../../release/gate.ts'
import { gateSentences, sentence } from '../../release/sentence.ts'
import type { Closed, Decision } from '../../release/types.ts'
import type { ReportData } from '../data.ts'
import { html, type Markup } from '../markup.ts'
import { named, time } from '../words.ts'
import { concerning, records, type Section } from './section.ts'

/** What waits to be promoted, what it lacks, and from when on it passes; nothing if no environment has gates. */
export function promotions({ environments, date }: ReportData, services: readonly string[]): Section[] {
  const gated = environments.flatMap(({ environment, promotion: found }, index) =>
    environment.promotion ? [{ environment, promotion: environment.promotion, found, index }] : [],
  )
  if (gated.length === 0) return []
  const rows = gated.flatMap(({ environment: { name }, promotion, found, index }) => {
    const row = (about: readonly number[] | undefined, cells: readonly (Markup | string)[]) => ({
      about: concerning([index], about),
      cells: [html`${named(name)}${source(promotion)}`, ...cells],
    })
    if (!found) return [row(undefined, ['', '', quiet("not known: this clone's history is cut off"), ''])]
    if ('closed' in found) return [row(undefined, ['every service', '', ...missing(found.closed)])]
    if (found.decisions.length === 0)
      return [row(undefined, ['', '', quiet(`nothing waits: it runs what ${promotion.from} runs`), ''])]
    return found.decisions.map((decision) =>
      row(
        [services.indexOf(decision.service)],
        [
          html`<code>${named(decision.service)}</code>`,
          html`<code>${named(decision.from?.tag ?? 'nothing')}</code> → <code>${named(decision.to?.tag ?? 'nothing')}</code>`,
          ...verdict(name, decision),
        ],
      ),
    )
  })
  return [
    {
      id: 'promotions',
      title: 'Promotions',
      about: html`The gates as they were at ${time(date)}, when the commit was made, with what this clone has of the branch
<code>health</code>. <code>npm run promote</code> with <code>--dry-run</code> asks them now.`,
      content: records(
        'promotions-table',
        'What waits to be promoted',
        ['Environment', 'Service', 'Build', 'What is missing', 'Passes'],
        rows,
      ),
    },
  ]
}

const source = ({ from, auto }: NonNullable<EnvironmentDefinition['promotion']>): Markup =>
  html`${from !== undefined && html`<small>from ${named(from)}${auto && ', automatically'}</small>`}`

/** What is missing, and from when on it passes. */
function verdict(environment: string, decision: Decision): [Markup, Markup] {
  const { action, reason } = decision
  if (action === 'set') return missing([])
  if (reason.code === 'closed') return missing(reason.closed)
  return [html`${sentence(environment, decision)}`, quiet('refused')]
}

function missing(closed: readonly Closed[]): [Markup, Markup] {
  if (closed.length === 0) return [quiet('nothing'), html`<span class="tag">now</span>`]
  const from = passesFrom(closed)
  return [
    html`${gateSentences(closed).map((each) => html`<div>${each}</div>`)}`,
    from === undefined ? quiet('not known') : html`<time datetime="${from}">${from.replace('T', ' ')}</time>`,
  ]
}

const quiet = (text: string): Markup => html`<span class="none">${text}</span>`
