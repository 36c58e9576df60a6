import type { Holds } from '../../environment/schema.ts'
import type { ReportData } from '../data.ts'
import { html, type Markup } from '../markup.ts'
import { day, named, shortened } from '../words.ts'
import { concerning, records, type Section } from './section.ts'

/** One hold, or one that was lifted. */
interface Hold {
  /** Nothing if it holds every service. */
  readonly service?: string
  readonly state: 'held' | 'lifted'
  readonly reason?: string
  readonly until?: string | undefined
  /** The commit in which a lifted service went back. */
  readonly commit?: string
}

export const holdsOf = (holds: Holds | undefined): Hold[] => [
  ...(holds?.environment ? [{ state: 'held', ...holds.environment } as const] : []),
  ...Object.entries(holds?.services ?? {}).map(
    ([service, hold]): Hold => ({ service, state: 'held', reason: hold.reason, until: hold.until }),
  ),
  ...Object.entries(holds?.lifted ?? {}).map(
    ([service, commit]): Hold => ({ service, state: 'lifted', commit }),
  ),
]

/** What bump and promote may not change, why and until when. */
export function holds(data: ReportData, services: readonly string[]): Section {
  const rows = data.environments.flatMap(({ environment, holds: file }, index) =>
    holdsOf(file).map((hold) => ({
      about: concerning(
        [index],
        hold.service === undefined ? all(services) : [services.indexOf(hold.service)],
      ),
      cells: [
        named(environment.name),
        hold.service === undefined ? 'every service' : html`<code>${named(hold.service)}</code>`,
        reason(hold),
        ending(hold, data.date),
      ],
    })),
  )
  return {
    id: 'holds',
    title: 'Holds',
    about: html`${
      rows.length === 0
        ? 'Nothing is held: every service may be bumped and promoted.'
        : 'Services that bump and promote skip, and services that were reverted and may be bumped again.'
    }`,
    content:
      rows.length === 0
        ? html``
        : records(
            'holds-table',
            'Active and lifted holds',
            ['Environment', 'Service', 'Reason', 'Until'],
            rows,
          ),
  }
}

const reason = ({ reason: said, commit }: Hold): Markup =>
  commit === undefined
    ? html`${said}`
    : html`Went back in ${shortened(commit)}; that hold was lifted: it may be bumped.`

/** The last day counts, as it does for bump. */
function ending({ state, until }: Hold, date: string): Markup {
  if (state === 'lifted') return html`<span class="tag">lifted</span>`
  if (until === undefined) return html`it is lifted`
  return html`<time datetime="${until}">${until}</time>${until < day(date) && html` <span class="tag">over</span>`}`
}

const all = (services: readonly string[]): number[] => [...services.keys()]
