import { expect, test } from 'vitest'
import { flawsOf } from '../../../render/verify/promql/expression.ts'
import { NO_RESULT, RIGHT, WRONG } from './expressions.ts'

test.each(RIGHT)('%s is right', (expression) => expect(flawsOf(expression)).toEqual([]))

test.each([...WRONG, ...NO_RESULT].map(([expression, ...flaws]) => ({ expression, flaws })))(
  '$expression is wrong',
  ({ expression, flaws }) => {
    expect(flaws).not.toEqual([])
    expect(flawsOf(expression).map(({ offset, message }) => `${offset}: ${message}`)).toEqual(flaws)
  },
)

test.each([
  '{'.repeat(5000),
  '('.repeat(5000),
  'up + '.repeat(3000),
  `${'up + '.repeat(3000)}up`,
  '"\\',
  '\u0000',
  '\ud800',
  '`',
])('hostile text number %# throws nothing', (expression) => expect(flawsOf(expression)).not.toEqual([]))
