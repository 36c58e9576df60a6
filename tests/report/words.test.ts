import { expect, test } from 'vitest'
import { toText } from '../../render/report/markup.ts'
import { code, count, day, listed, prose, where } from '../../render/report/words.ts'

test.each([
  [0, 'no holds'],
  [1, '1 hold'],
  [2, '2 holds'],
])('%d is %s', (number, expected) => {
  expect(count(number, 'hold')).toBe(expected)
})

test('the day of a commit is the one where it was made', () => {
  expect(day('2026-03-01T00:30:00+02:00')).toBe('2026-03-01')
})

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j as a list', (parts, expected) => {
  expect(toText(listed(parts))).toBe(expected)
})

test.each([
  ['Run `npm run <x>`.', 'Run <code>npm run &lt;x&gt;</code>.'],
  [
    'See https://example.com/a?b=1&c=2.',
    'See <a href="https://example.com/a?b=1&amp;c=2" rel="noreferrer">example.com/a?b=1&amp;c=2</a>.',
  ],
  [
    'https://a.example/" onclick="x',
    '<a href="https://a.example/" rel="noreferrer">a.example/</a>&quot; onclick=&quot;x',
  ],
  ['javascript:alert(1) http://b.example', 'javascript:alert(1) http://b.example'],
  ['One ` alone', 'One ` alone'],
])('the sentence %j', (text, expected) => {
  expect(toText(prose(text))).toBe(expected)
})

test('names of machines break after their joints', () => {
  expect(toText(code('spec.a-b_c'))).toBe('<code>spec.<wbr>a-<wbr>b_<wbr>c</code>')
})

test('many environments are counted and folded, few are named', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const text = (size: number) =>
    toText(where([...names.keys()].slice(0, size), names)).replace(/<[^>]*>/g, '')
  expect(text(2)).toBe('a, b')
  expect(text(7)).toBe('7 environmentsa, b, c, d, e, f, g')
  expect(text(8)).toMatch(/^every environment/)
})
