/**
 * What Prometheus has against a template in a label or an annotation of an alert: a subset of Go's text/template.
 *
 * https://prometheus.io/docs/prometheus/latest/configuration/template_reference/
 *
 * @returns what is wrong, as a phrase; nothing if it is right.
 */
export function templateFlaw(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`
  const actions = [...text.matchAll(ACTION)]
  const outside = text.replaceAll(ACTION, '')
  if (outside.includes('{{')) return '`{{` is not closed'
  const plain = /\$(?:labels\.\w+|value\b)/.exec(outside)
  if (plain) return `\`${plain[0]}\` is outside of \`{{ }}\` and shown as it is`
  const declared = new Set(VARIABLES)
  let open = 0
  for (const [, inner = ''] of actions) {
    for (const [, name = ''] of inner.matchAll(/\$(\w+)(?:\s*,\s*\$\w+)?\s*:=/g)) declared.add(name)
    for (const [, name = ''] of inner.matchAll(/,\s*\$(\w+)\s*:=/g)) declared.add(name)
    const wrong = actionFlaw(inner, declared)
    if (wrong) return wrong
    const word = /^\w+/.exec(inner.trim())?.[0] ?? ''
    if (BLOCKS.includes(word)) open++
    if (word === 'end' && --open < 0) return '`{{ end }}` has no block to end'
    if (word === 'else' && open === 0) return '`{{ else }}` is outside of a block'
  }
  return open > 0 ? 'a block has no `{{ end }}`' : undefined
}

/** Far above what people write; finding actions takes longer with every one squared. */
const MAX_LENGTH = 10_000

/** Strings in an action may hold braces. */
const ACTION = /\{\{-?((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|(?!\}\})[^"`'])*?)-?\}\}/g

function actionFlaw(inner: string, declared: ReadonlySet<string>): string | undefined {
  if (/^\s*\/\*[\s\S]*\*\/\s*$/.test(inner)) return undefined
  const bare = inner.replaceAll(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'/g, '""')
  if (bare.trim() === '') return 'an action is empty'
  for (const [, name = ''] of bare.matchAll(/\$(\w+)/g))
    if (!declared.has(name)) return `unknown variable \`$${name}\``
  const unknown = [...bare.matchAll(/(?<![\w$.])[a-zA-Z_]\w*/g)].find(([word]) => !WORDS.includes(word))
  if (unknown) return `unknown function \`${unknown[0]}\``
  const [opened, closed] = ['(', ')'].map((bracket) => bare.split(bracket).length)
  if (opened !== closed) return `brackets don't match in \`{{${inner}}}\``
  if (/\|\s*($|\|)|^\s*\|/.test(bare)) return `a command is missing next to \`|\` in \`{{${inner}}}\``
  return undefined
}

const VARIABLES = ['labels', 'externalLabels', 'externalURL', 'value']
const BLOCKS = ['if', 'range', 'with', 'block', 'define']

/** Go's keywords, constants and functions, then those of template/template.go in Prometheus 3.15. */
const WORDS = `if else end range with block define template break continue true false nil
and call eq ge gt html index js le len lt ne not or print printf println slice urlquery
args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp label
match now parseDuration pathPrefix query reReplaceAll safeHtml sortByLabel stripDomain stripPort strvalue tableLink
title tmpl toDuration toLower toTime toUpper urlQueryEscape value`.split(/\s+/)
