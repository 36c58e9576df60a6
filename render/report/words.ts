import { html, joined, type Markup } from './markup.ts'

/** `1 hold`, `3 holds`, `no holds`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number === 0 ? 'no' : number} ${number === 1 ? one : many}`

/** The day of an ISO 8601 time, which needs no clock and no locale to be read. */
export const day = (time: string): string => time.slice(0, 10)

export const time = (iso: string): Markup => html`<time datetime="${iso}">${day(iso)}</time>`

/** The beginning of a commit or digest: enough to find it by, with all of it on hover. */
export const shortened = (id: string): Markup => html`<code title="${id}">${short(id)}</code>`

export const short = (id: string): string => id.slice(0, id.startsWith('sha256:') ? 19 : 12)

/** Something that data calls by name: shown in its own direction, whatever script it is in. */
export const named = (text: string): Markup => html`<bdi>${text}</bdi>`

/** A name that machines read, which may be broken after its dots, hyphens and the like. */
export const code = (text: string): Markup =>
  html`<code>${joined(text.split(/(?<=[._/-])(?=[^._/-])/), html`<wbr>`)}</code>`

/** Sentences of a rule: what stands in backticks is code, and addresses of documents are links. */
export const prose = (text: string): Markup =>
  html`${text.split(/(`[^`]+`|https:\/\/[^\s<>"'`]*[^\s<>"'`.,;:)])/).map((part, index) => {
    if (index % 2 === 0) return part
    return part.startsWith('`')
      ? html`<code>${part.slice(1, -1)}</code>`
      : html`<a href="${part}" rel="noreferrer">${part.slice('https://'.length)}</a>`
  })}`

const SPELT_OUT = 6

/** Which environments something is true of: by name as long as that can be read at a glance. */
export function where(indices: readonly number[], names: readonly string[]): Markup {
  const listed = joined(
    indices.map((index) => html`<span data-e="${index}">${named(names[index] ?? '')}</span>`),
    ', ',
  )
  if (indices.length <= SPELT_OUT) return listed
  const summary = indices.length === names.length ? 'every environment' : `${indices.length} environments`
  return html`<details><summary>${summary}</summary>${listed}</details>`
}

/** A list of sentences' parts: `a`, `a and b`, `a, b and c`. */
export const listed = (parts: readonly (Markup | string)[]): Markup =>
  parts.length < 2 ? html`${parts}` : html`${joined(parts.slice(0, -1), ', ')} and ${parts.at(-1)}`
