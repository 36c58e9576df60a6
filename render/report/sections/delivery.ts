import { duration } from '../../release/duration.ts'
import type { Metrics, Spread, Week } from '../../release/metrics.ts'
import type { Delivery, ReportData } from '../data.ts'
import { html, type Markup } from '../markup.ts'
import { named, time } from '../words.ts'
import { concerning, records, type Section } from './section.ts'

/** How often each environment is deployed to, how long that takes, and how often it fails. */
export const delivery = ({ environments, delivery: found }: ReportData): Section => ({
  id: 'delivery',
  title: 'Delivery',
  about: found
    ? html`From ${time(found.from)} to ${time(found.to)}, from git alone. A deployment is a commit that
brings a build; it failed if a rollback took it back. Lead time is from the source commit of a build to its deployment.`
    : html`Not known: the history of this clone is cut off. <code>git fetch --unshallow</code> gets it.`,
  content: found
    ? records(
        'delivery-table',
        'Deployments of each environment',
        ['Environment', 'Deployments', 'By week', 'Lead time', 'Change failure rate', 'Time to restore'],
        environments.flatMap(({ environment: { name } }, index) => {
          const metrics = found.metrics.get(name)
          return metrics ? [{ about: concerning([index]), cells: row(name, metrics, found) }] : []
        }),
      )
    : html``,
})

const row = (name: string, metrics: Metrics, { metrics: all }: Delivery): (Markup | string)[] => [
  named(name),
  html`${metrics.deployments}<small>${metrics.perWeek.toFixed(1)} a week</small>`,
  chart(name, metrics.weeks, Math.max(1, ...[...all.values()].flatMap(({ weeks }) => weeks.map(total)))),
  spread(metrics.leadTime),
  metrics.failureRate === undefined
    ? none()
    : html`${(metrics.failureRate * 100).toFixed(0)} %<small>${metrics.failed} of ${metrics.deployments}</small>`,
  spread(metrics.restoreTime),
]

const spread = (found: Spread | undefined): Markup =>
  found ? html`${duration(found.median)}<small>90 % within ${duration(found.p90)}</small>` : none()

const none = (): Markup => html`<span class="none">—</span>`

const BAR = { width: 9, gap: 2, height: 30 }

const total = ({ deployments }: Week): number => deployments

/** A bar a week, of one scale for all environments; the part that was rolled back in red. */
function chart(name: string, weeks: readonly Week[], most: number): Markup {
  const width = weeks.length * (BAR.width + BAR.gap)
  const heightOf = (count: number): number => (count === 0 ? 0 : Math.max(2, (count / most) * BAR.height))
  const bars = weeks.flatMap((week, index) => {
    const x = index * (BAR.width + BAR.gap)
    return (['deployments', 'failed'] as const).flatMap((kind) => {
      const height = heightOf(week[kind])
      return height === 0
        ? []
        : html`<rect class="${kind}" x="${x}" y="${(BAR.height - height).toFixed(1)}" width="${BAR.width}" height="${height.toFixed(1)}"/>`
    })
  })
  return html`<svg class="weeks" role="img" aria-label="${spoken(name, weeks)}" width="${width}" height="${BAR.height + 1}" viewBox="0 0 ${width} ${BAR.height + 1}">
<line x1="0" x2="${width}" y1="${BAR.height + 0.5}" y2="${BAR.height + 0.5}"/>${bars}</svg>`
}

const spoken = (name: string, weeks: readonly Week[]): string =>
  `Deployments to ${name} in each of ${weeks.length} weeks, oldest first: ${weeks
    .map(({ deployments, failed }) => (failed > 0 ? `${deployments} (${failed} rolled back)` : deployments))
    .join(', ')}`
