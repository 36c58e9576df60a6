import { differing } from './facts/differences.ts'
import { type Fact, type FactGroup, keyOf, type Value } from './facts/fact.ts'
import { html, type Markup } from './markup.ts'
import { code as machine, named } from './words.ts'

/** With more environments than these, each has a row of its own: people scroll down more easily than sideways. */
const COLUMNS_AT_MOST = 5

/** What the tables of a page share. */
export interface Names {
  readonly environments: readonly string[]
  /** Also those of other workloads; the page's script knows them by their place here. */
  readonly services: readonly string[]
}

/**
 * A table of facts by environments, whichever way round is better to read.
 *
 * @param id of its heading, unique in the page.
 */
export function grid(id: string, { title, facts }: FactGroup, names: Names): Markup {
  const { environments } = names
  const across = environments.length <= COLUMNS_AT_MOST
  const heads = environments.map((name, index) => head(named(name), { environment: index }))
  const factHeads = facts.map((fact) => factHead(fact, names.services, across ? 'row' : 'col'))
  const cells = facts.map(cellsOf)
  const rows = across
    ? facts.map((_, fact) => html`<tr>${factHeads[fact]}${cells[fact]}</tr>`)
    : environments.map(
        (name, index) =>
          html`<tr>${head(named(name), { environment: index, scope: 'row' })}${cells.map((row) => row[index])}</tr>`,
      )
  return html`
<div class="box" data-box>
<h3 id="${id}">${named(title)}</h3>
<div class="scroll${!across && ' tall'}" role="group" tabindex="0" aria-labelledby="${id}">
<table class="grid ${across ? `across n${environments.length}` : 'down'}${!across && facts.length > 8 && ' wide'}" data-environments="${across ? 'columns' : 'rows'}">
<caption class="unseen">${title}: a ${across ? 'column' : 'row'} for each environment.</caption>
<thead><tr><th scope="col">${across ? html`<span class="unseen">What</span>` : 'Environment'}</th>${across ? heads : factHeads}</tr></thead>
<tbody>
${rows.map((row) => html`${row}\n`)}</tbody>
</table>
</div>
</div>`
}

function head(
  text: Markup,
  { environment, scope = 'col' }: { environment: number; scope?: 'row' | 'col' },
): Markup {
  return html`<th scope="${scope}" data-e="${environment}">${text}</th>`
}

function factHead({ name, service, code }: Fact, services: readonly string[], scope: 'row' | 'col'): Markup {
  const index = service === undefined ? -1 : services.indexOf(service)
  return html`<th scope="${scope}"${index >= 0 && html` data-s="${index}"`}>${code ? machine(name) : name}</th>`
}

function cellsOf({ values, code }: Fact): Markup[] {
  const marked = differing(values.map(keyOf))
  return values.map((value, index) => cell(value, marked[index] === true, code === true))
}

/** `data-k` holds what the page's script compares where that is not what is read. */
function cell(value: Value | undefined, marked: boolean, code: boolean): Markup {
  const attributes = [
    marked && html` class="differs"`,
    value?.key !== undefined && html` data-k="${value.key}"`,
  ]
  return html`<td${attributes}>${content(value, code)}</td>`
}

function content(value: Value | undefined, code: boolean): Markup {
  if (!value) return html`<span class="none">—</span>`
  return html`${code ? machine(value.text) : named(value.text)}${
    value.note !== undefined && html` <em class="note">${value.note}</em>`
  }${value.detail !== undefined && html`<small>${value.detail}</small>`}`
}
