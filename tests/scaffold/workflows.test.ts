import { expect, test } from 'vitest'
import { workflowFor } from '../../render/scaffold/workflows.ts'

const TEXT =
  'from:\n  default: staging\nto:\n  default: production\n# What staging lacks\nrun: --environment staging\n'

const here = { name: 'here', local: true }
const europe = { name: 'europe', local: false }
const asia = { name: 'asia', local: false }

test('the first environment that is not local takes the place of staging, the second that of production', () => {
  expect(workflowFor(TEXT, [here, europe, asia])).toBe(
    'from:\n  default: europe\nto:\n  default: asia\n# What europe lacks\nrun: --environment europe\n',
  )
})

test('without a second one no target is proposed; where all are local, the first is named', () => {
  const one = (name: string) =>
    `from:\n  default: ${name}\nto:\n# What ${name} lacks\nrun: --environment ${name}\n`
  expect(workflowFor(TEXT, [here, europe])).toBe(one('europe'))
  expect(workflowFor(TEXT, [here])).toBe(one('here'))
})
