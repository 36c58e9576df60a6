import type { Edit, Operator, Site } from '../mutation.ts'
import { chosen, misspelt } from '../seed.ts'
import { short } from './types.ts'

const to = (site: Site, value: unknown): Edit => ({
  detail: `${short(site.value)} -> ${short(value)}`,
  value,
})

/** Text that is a quantity or a number: what is wrong with those are amounts. */
export const QUANTITY = /^[0-9.]+([mkKMGT]i?)?$/

const words =
  (make: (value: string, site: Site) => readonly string[]): Operator['edits'] =>
  (site) =>
    typeof site.value === 'string' && !QUANTITY.test(site.value)
      ? make(site.value, site)
          .filter((value) => value !== site.value)
          .map((value) => to(site, value))
      : []

const numbers =
  (make: (value: number, site: Site) => readonly unknown[]): Operator['edits'] =>
  (site) =>
    typeof site.value === 'number' && site.path.length > 0
      ? make(site.value, site)
          .filter((value) => value !== site.value)
          .map((value) => to(site, value))
      : []

/** Mistakes with single values. */
export const values: readonly Operator[] = [
  {
    id: 'misspell-text',
    title: 'A text is misspelt.',
    edits: words((value, site) => [misspelt(value, site.path.join('.') + value)]),
  },
  {
    id: 'case-text',
    title: 'The case of the first letter is wrong.',
    edits: words((value) => [
      value.replace(/[a-z]/i, (first) =>
        first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase(),
      ),
    ]),
  },
  { id: 'no-text', title: 'A text is empty.', edits: words(() => ['']) },
  { id: 'space-text', title: 'A text has a space in it.', edits: words((value) => [`${value} x`]) },
  {
    id: 'others-value',
    title: 'The value of another resource or item is left after copying.',
    edits: (site, others) => {
      if (site.path.length === 0 || typeof site.value === 'object') return []
      const value = chosen(others(site), `${site.resource.metadata.name} ${site.path.join('.')}`)
      return value === undefined || typeof value === 'object' ? [] : [to(site, value)]
    },
  },
  {
    id: 'flip',
    title: 'A boolean is inverted.',
    edits: (site) => (typeof site.value === 'boolean' ? [to(site, !site.value)] : []),
  },
  { id: 'one-more', title: 'A number is one too high.', edits: numbers((value) => [value + 1]) },
  { id: 'one-less', title: 'A number is one too low.', edits: numbers((value) => [value - 1]) },
  { id: 'negative', title: 'A number is negative.', edits: numbers((value) => [-Math.abs(value) - 1]) },
  { id: 'zero', title: 'A number is 0.', edits: numbers(() => [0]) },
  { id: 'tenfold', title: 'A number has an extra digit.', edits: numbers((value) => [value * 10]) },
  { id: 'huge', title: 'A number is far too high.', edits: numbers(() => [99_999_999_999]) },
]
