import type { ReportData } from './data.ts'
import { html, joined, type Markup } from './markup.ts'
import { holdsOf } from './sections/holds.ts'
import { tally } from './sections/overview.ts'
import { theme } from './toolbar.ts'
import { count, named, shortened, time } from './words.ts'

/** What the page is about, and in two sentences what it says. */
export function header(
  { repository, commit, date, environments, rules }: ReportData,
  services: readonly string[],
): Markup {
  const clusters = new Set(environments.map(({ environment }) => environment.cluster))
  const size = `${capital(count(environments.length, 'environment'))} on ${count(clusters.size, 'cluster')}, ${count(services.length, 'service')}.`
  return html`<header class="top">
${theme()}
<p class="repository">${named(repository.replace(/^https?:\/\//, '').replace(/\.git$/, ''))}</p>
<h1>Environments</h1>
<p class="lead">${size} ${state(environments, rules.length)}</p>
<p class="stamp">As of commit ${shortened(commit)}, ${time(date)}. ${
    environments.length > 1 &&
    html`<span class="sign">≠</span> marks values that differ from most environments.`
  }</p>
</header>`
}

/** Errors, warnings, exceptions and holds, each as a link to where they are told. */
function state(environments: ReportData['environments'], rules: number): Markup {
  const sum = (of: (each: ReportData['environments'][number]) => number): number =>
    environments.reduce((total, each) => total + of(each), 0)
  const [errors, warnings, excepted] = [
    sum((each) => tally(each).errors),
    sum((each) => tally(each).warnings),
    sum((each) => tally(each).excepted),
  ]
  const held = sum(({ holds }) => holdsOf(holds).filter(({ state: now }) => now === 'held').length)
  const parts = [
    errors > 0 && link('rules', count(errors, 'error')),
    warnings > 0 && link('rules', count(warnings, 'warning')),
    excepted > 0 && link('rules', `${count(excepted, 'finding')} excepted`),
    held > 0 && link('holds', count(held, 'hold')),
  ].filter((part) => part !== false)
  const good = rules > 0 && errors + warnings === 0
  return html`${good && 'Every rule holds. '}${parts.length > 0 && html`${joined(parts, ', ')}.`}`
}

const link = (id: string, text: string): Markup => html`<a href="#${id}">${text}</a>`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
