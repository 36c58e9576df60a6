import { expect, test } from 'vitest'
import { html, joined, type Markup, toText } from '../../render/report/markup.ts'
import { HOSTILE } from './samples.ts'

test.each([
  ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
  [`"double" and 'single'`, '&quot;double&quot; and &#39;single&#39;'],
  ['</script>', '&lt;/script&gt;'],
  ['&amp;', '&amp;amp;'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['zero\u200bwidth', 'zero\\u{200b}width'],
  ['end\u0000', 'end\\u{0}'],
  ['half \ud83d', 'half \\u{d83d}'],
  ['whole 😀, Größe, 日本', 'whole 😀, Größe, 日本'],
  ['two\nlines', 'two\nlines'],
])('%j is written as %s', (text, expected) => {
  expect(toText(html`${text}`)).toBe(expected)
})

test.each(Object.values(HOSTILE))('%j can leave neither an element nor an attribute', (text) => {
  const written = toText(html`<p title="${text}">${text}</p>`)
  expect(written.match(/[<>]/g)).toEqual(['<', '>', '<', '>'])
  expect(written.match(/["']/g)).toEqual(['"', '"'])
})

test('markup is put in as it is, lists are joined, and what is not there is nothing', () => {
  const list = joined(['a', html`<b>b</b>`, '<c>'], ', ')
  expect(toText(html`<p>${list}${false}${undefined}${0}</p>`)).toBe('<p>a, <b>b</b>, &lt;c&gt;0</p>')
})

test('what looks like markup but was not made here does not pass for it', () => {
  const forged = JSON.parse('["<b>", {"markup": "<b>"}]') as [string, Markup]
  expect(toText(html`${forged[0]}`)).toBe('&lt;b&gt;')
  expect(() => toText(html`${forged[1]}`)).toThrow(TypeError)
})
