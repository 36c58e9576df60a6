import { at } from '../../../render/kubernetes/resource.ts'
import type { Operator, Site } from '../mutation.ts'
import { short } from './types.ts'
import { QUANTITY } from './values.ts'

const HOLDERS = /(^|\.)(requests|limits|hard|default|defaultRequest|max|min)\.[^.]+$|\.sizeLimit$|\.storage$/

const isQuantity = ({ pattern, value }: Site): boolean =>
  HOLDERS.test(pattern) && typeof value === 'string' && QUANTITY.test(value)

/** A quantity made another one. */
const amount = (
  id: string,
  title: string,
  make: (number: string, unit: string) => string | undefined,
): Operator => ({
  id,
  title,
  edits: (site) => {
    if (!isQuantity(site)) return []
    const text = site.value as string
    const [, number = '', unit = ''] = /^([0-9.]+)(.*)$/.exec(text) ?? []
    const value = make(number, unit)
    return value === undefined || value === text
      ? []
      : [{ detail: `${short(text)} -> ${short(value)}`, value }]
  },
})

const UP: Readonly<Record<string, string>> = { '': 'k', m: '', Ki: 'Mi', Mi: 'Gi', Gi: 'Ti' }
const DOWN: Readonly<Record<string, string>> = { '': 'm', Mi: 'Ki', Gi: 'Mi', Ti: 'Gi' }

export const quantities: readonly Operator[] = [
  amount('unit-lost', 'The unit of a quantity is missing.', (number, unit) =>
    unit === '' ? undefined : number,
  ),
  amount('unit-unknown', 'A quantity has an unknown unit.', (number, unit) => `${number}${unit}B`),
  amount(
    'unit-apart',
    'A quantity has a space before its unit.',
    (number, unit) => `${number} ${unit || 'Gi'}`,
  ),
  amount('unit-up', 'A quantity has the next larger unit.', (number, unit) => `${number}${UP[unit] ?? 'T'}`),
  amount(
    'unit-down',
    'A quantity has the next smaller unit.',
    (number, unit) => `${number}${DOWN[unit] ?? 'n'}`,
  ),
  amount('quantity-negative', 'A quantity is negative.', (number, unit) => `-${number}${unit}`),
  amount('quantity-zero', 'A quantity is 0.', () => '0'),
  {
    id: 'bounds-swapped',
    title: 'Two bounds are swapped.',
    edits: ({ value, path }) =>
      PAIRS.flatMap(([low, high]) => {
        const [first, second] = [at(value, low), at(value, high)]
        if (path.length === 0 || first === undefined || second === undefined) return []
        return [
          {
            detail: `${low} <-> ${high}`,
            variant: low,
            value: { ...(value as object), [low]: second, [high]: first },
          },
        ]
      }),
  },
]

const PAIRS = [
  ['requests', 'limits'],
  ['minReplicas', 'maxReplicas'],
  ['maxSurge', 'maxUnavailable'],
  ['defaultRequest', 'default'],
] as const
