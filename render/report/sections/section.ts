import { html, type Markup } from '../markup.ts'

/** A part of the page that the contents name. */
export interface Section {
  readonly id: string
  readonly title: string
  /** A sentence below the heading. */
  readonly about?: Markup | undefined
  readonly content: Markup
}

/** A section with its heading; the page's script says beside it how much of it the filters leave. */
export const section = ({ id, title, about, content }: Section): Markup => html`
<section id="${id}" aria-labelledby="${id}-heading" tabindex="-1">
<h2 id="${id}-heading">${title} <span class="shown" data-shown hidden></span></h2>
${about && html`<p class="about">${about}</p>`}
${content}
<p class="nothing" data-nothing hidden>Nothing here passes the filters.</p>
</section>
`

/** A table of records: one row each, with what the filters need to know of it. */
export function records(
  id: string,
  caption: string,
  heads: readonly string[],
  rows: readonly { readonly about: Markup; readonly cells: readonly (Markup | string)[] }[],
): Markup {
  return html`<div class="scroll${rows.length > 20 && ' tall'}" role="group" tabindex="0" aria-labelledby="${id}">
<table class="records"><caption class="unseen" id="${id}">${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({ about, cells: [first, ...others] }) =>
    html`<tr data-item ${about}><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
)}</tbody></table></div>`
}

/**
 * What the filters need to know of a record, as attributes.
 *
 * @param environments their places. @param services their places; undefined if services don't matter to it.
 */
export const concerning = (
  environments: readonly number[],
  services?: readonly number[],
  severity?: string,
): Markup =>
  html`data-e="${environments.join(' ')}"${services && html` data-s="${services.join(' ')}"`}${
    severity !== undefined && html` data-v="${severity}"`
  }`
