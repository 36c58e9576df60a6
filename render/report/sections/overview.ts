import type { EnvironmentReport, ReportData } from '../data.ts'
import { html, type Markup } from '../markup.ts'
import { count, named } from '../words.ts'
import { holdsOf } from './holds.ts'
import { concerning, records, type Section } from './section.ts'

/** Every environment in one line: where it is, and what the rules and holds say of it. */
export function overview({ environments }: ReportData): Section {
  return {
    id: 'overview',
    title: 'Overview',
    content: records(
      'overview-table',
      'Environments with findings and holds',
      ['Environment', 'Cluster', 'Host', 'Follows', 'Errors', 'Warnings', 'Excepted', 'Held'],
      environments.map((each, index) => ({
        about: concerning([index]),
        cells: row(each),
      })),
    ),
  }
}

const row = (each: EnvironmentReport): Markup[] => {
  const { environment } = each
  const { errors, warnings, excepted } = tally(each)
  return [
    named(environment.name),
    named(environment.cluster),
    environment.host === undefined ? html`<span class="none">—</span>` : named(environment.host),
    html`<code>${named(environment.revision)}</code>`,
    amount(errors),
    amount(warnings),
    amount(excepted),
    held(each),
  ]
}

const amount = (number: number): Markup =>
  number === 0 ? html`<span class="none">0</span>` : html`<strong>${number}</strong>`

function held({ holds }: EnvironmentReport): Markup {
  if (holds?.environment) return html`<strong>everything</strong>`
  const services = holdsOf(holds).filter(({ state }) => state === 'held')
  return services.length === 0
    ? html`<span class="none">—</span>`
    : html`<strong>${count(services.length, 'service')}</strong>`
}

/** How many findings of each sort an environment has. */
export function tally({ findings }: EnvironmentReport): {
  errors: number
  warnings: number
  excepted: number
} {
  const open = findings.filter(({ excepted }) => excepted === undefined)
  const errors = open.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: open.length - errors, excepted: findings.length - open.length }
}
