import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newEnvironment } from '../../render/commands/new-environment.ts'
import { render } from '../../render/commands/render.ts'
import { validate } from '../../render/commands/validate.ts'
import { TIME_LIMIT } from '../../render/repository/time-limit.ts'
import { copyOfRepository, write } from '../support/repository.ts'

// Code of base and policies that never ends is stopped, and named; without a limit, these tests would never end either.

const before = { ...TIME_LIMIT }
beforeAll(() => Object.assign(TIME_LIMIT, { seconds: 3, perEnvironment: 0 }))
afterAll(() => Object.assign(TIME_LIMIT, before))

const component = (content: string) => ({
  'base/components/spread/component.ts': `import { component } from '#engine'
const slow = /^(a+)+$/
export default component({ description: 'Spreads.', ${content} })
`,
})
const policy = (id: string, check: string) => ({
  [`policies/${id}.ts`]: `import { policy } from '#engine'
export default policy({ id: '${id}', severity: 'error', title: 'T', why: 'W', remediation: 'M', *check() { ${check} } })
`,
})
const ENDS = 'did not end within 3 s; look for a loop or a regular expression that never ends.'
const FILE = 'base/components/spread/component.ts:1:1'

describe('a component', () => {
  test.each([
    ['a loop', 'patches: () => { for (;;); }', `patches for the environment "production" ${ENDS}`],
    [
      'a loop that catches',
      'check: () => { for (;;) try { for (;;); } catch {} }',
      `check for the environment "production" ${ENDS}`,
    ],
    [
      'a regular expression',
      `claims: () => [slow.test('${'a'.repeat(40)}b')] as never[]`,
      `claims for the environment "production" ${ENDS}`,
    ],
  ])('with %s', (_, content, message) => {
    const root = copyOfRepository()
    write(root, component(content))
    const { exit, errors } = render(root, [])
    expect(exit).toBe(2)
    expect(errors.join('\n')).toContain(`${FILE}: ${message}`)
  })

  test('that never ends while it is read, beside one that is wrong: both are named', () => {
    const root = copyOfRepository()
    write(root, component('}); for (;;); ({'))
    write(root, { 'base/components/backup/component.ts': 'export default 5\n' })
    const { errors } = render(root, [])
    expect(errors.join('\n')).toContain(`${FILE}: ${ENDS}`)
    expect(errors.join('\n')).toContain('base/components/backup/component.ts:1:1: must export')
  })

  test('that never ends for a new environment', () => {
    const root = copyOfRepository()
    write(root, component('derive: () => { for (;;); }'))
    render(root, [])
    const { exit, errors } = newEnvironment(root, 'qa', 'production')
    expect(exit).toBe(2)
    expect(errors.join('\n')).toContain(`${FILE}: derive ${ENDS}`)
  })
})

describe('policies', () => {
  test('all that are broken are named at once: one that never ends, one that throws, one that returns nonsense', async () => {
    const root = copyOfRepository()
    write(root, {
      ...policy('endless', 'for (;;);'),
      ...policy('broken', "throw new Error('boom')"),
      ...policy('wordy', "yield 'No.' as never"),
    })
    render(root, [])
    const { exit, errors } = await validate(root, [])
    expect(exit).toBe(2)
    expect(errors).toEqual([
      expect.stringMatching(
        /^policies\/broken\.ts:\d+:\d+: the policy "broken" failed for the environment "\w+": boom$/,
      ),
      expect.stringContaining(`policies/endless.ts:1:1: the policy "endless" ${ENDS}`),
      expect.stringMatching(/^policies\/wordy\.ts:1:1: the policy "wordy" must return/),
      '',
      '3 problems; nothing was written.',
    ])
  })

  test('one that never ends while it is read', () => {
    const root = copyOfRepository()
    write(root, { 'policies/endless.ts': 'for (;;);\n' })
    expect(render(root, []).errors.join('\n')).toContain(`policies/endless.ts:1:1: ${ENDS}`)
  })
})
