import type { ReportData } from '../data.ts'
import type { Names } from '../grid.ts'
import { html, type Markup } from '../markup.ts'
import { code, count, named, prose, where } from '../words.ts'
import { findingsOf, type Place, pathText, type RuleFindings } from './findings.ts'
import { concerning, type Section } from './section.ts'

/** What the rules found, what is excepted from them and why, and which ones hold everywhere. */
export function rules(data: ReportData, names: Names): Section {
  const open = findingsOf(data, names.services, 'open')
  const excepted = findingsOf(data, names.services, 'excepted')
  const broken = new Set([...open, ...excepted].map(({ rule }) => rule))
  const kept = data.rules.filter(({ id }) => !broken.has(id))
  return {
    id: 'rules',
    title: 'Rules',
    about: html`${summary(data.rules.length, kept.length, open.length, excepted.length)}`,
    content: html`
${open.map((rule) => article(rule, names))}
${
  excepted.length > 0 &&
  html`<div data-box><h3 id="excepted">Excepted, with reason</h3>${excepted.map((rule) => article(rule, names))}</div>`
}
${
  kept.length > 0 &&
  html`<details class="kept"><summary>${count(kept.length, 'rule')} ${kept.length === 1 ? 'holds' : 'hold'} everywhere</summary><dl>
${kept.map(({ id, title, why }) => html`<div><dt>${title} <code>${id}</code></dt><dd>${prose(why)}</dd></div>\n`)}</dl></details>`
}`,
  }
}

function summary(all: number, kept: number, open: number, excepted: number): string {
  if (all === 0) return 'No rule was run.'
  if (all === kept) return `Every rule holds in every environment: ${count(all, 'rule')}.`
  const parts = [
    open > 0 && `${open} broken`,
    excepted > 0 && `${excepted} excepted in some environment`,
    kept > 0 && `${kept} hold everywhere`,
  ]
  return `Of ${count(all, 'rule')}: ${parts.filter(Boolean).join(', ')}.`
}

const article = (
  { rule, severity, title, why, remediation, places }: RuleFindings,
  names: Names,
): Markup => html`
<article class="rule" data-box>
<h3><span class="tag ${severity}">${severity}</span> ${named(title ?? rule)} ${title !== undefined && html`<code>${rule}</code>`}</h3>
<p>${prose(why)}</p>
<p><b>Remediation</b> ${prose(remediation)}</p>
<ul>
${places.map((place) => item(place, remediation, names))}</ul>
</article>`

function item({ finding, environments, service, source }: Place, remediation: string, names: Names): Markup {
  const { resource, path, message, severity, excepted } = finding
  const place = service === undefined ? [] : [names.services.indexOf(service)]
  return html`<li data-item ${concerning(environments, place, severity)}>
<p><span class="places">${where(environments, names.environments)}</span> ${
    resource !== undefined && html`<code>${named(resource)}</code> `
  }${path.length > 0 && html`<span class="path">${code(pathText(path))}</span>`}</p>
<p>${named(message)}</p>
${excepted !== undefined && html`<p><b>Excepted</b> ${named(excepted)}</p>`}
${finding.remediation !== remediation && html`<p><b>Remediation</b> ${prose(finding.remediation)}</p>`}
${source && html`<p class="source">in ${code(source.file)}${source.path.length > 0 && html`, ${code(pathText(source.path))}`}</p>`}
</li>
`
}
