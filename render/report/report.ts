import type { ReportData } from './data.ts'
import { document } from './document.ts'
import { environmentFacts } from './facts/environment.ts'
import { serviceFacts } from './facts/service.ts'
import type { Names } from './grid.ts'
import { header } from './header.ts'
import { html, type Markup } from './markup.ts'
import { delivery } from './sections/delivery.ts'
import { holds } from './sections/holds.ts'
import * as matrices from './sections/matrices.ts'
import { overview } from './sections/overview.ts'
import { promotions } from './sections/promotions.ts'
import { reach } from './sections/reach.ts'
import { rules } from './sections/rules.ts'
import { type Section, section } from './sections/section.ts'
import { versions } from './sections/versions.ts'
import { toolbar } from './toolbar.ts'
import { shortened, time } from './words.ts'

/**
 * The report as one HTML page that needs nothing else: no other file, no network, and no script but to filter.
 * The same data gives the same bytes.
 */
export function reportPage(data: ReportData): string {
  const { environments } = data
  const services = [
    ...new Set(environments.flatMap(({ environment }) => Object.keys(environment.services))),
  ].sort()
  const groups = serviceFacts(environments, services)
  const names: Names = {
    environments: environments.map(({ environment }) => environment.name),
    services: groups.map(({ title }) => title),
  }
  const sections = [
    overview(data),
    versions(data, services, names),
    holds(data, names.services),
    ...promotions(data, names.services),
    delivery(data),
    matrices.environments(environmentFacts(environments), names),
    matrices.services(groups, names),
    reach(data, names),
    rules(data, names),
  ]
  return document(
    `Environments of ${data.repository}`,
    html`<a class="skip" href="#overview">Skip to the content</a>
${header(data, services)}
<div class="sheet">
${contents(sections)}
<main>
${toolbar(names)}
${sections.map(section)}
</main>
</div>
<footer class="end"><p>Made by <code>npm run report</code> from commit ${shortened(data.commit)} of ${time(data.date)}; the same
commit with the same branch <code>health</code> gives the same page. It shows what git asks for, not what runs in a cluster at this moment.</p></footer>`,
  )
}

const contents = (sections: readonly Section[]): Markup => html`
<nav class="contents" aria-label="Contents"><ol>
${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ol></nav>`
