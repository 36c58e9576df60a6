import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { check } from '../../render/commands/check.ts'
import { render } from '../../render/commands/render.ts'
import { validate } from '../../render/commands/validate.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { copyOfRepository, SYSTEM, write } from '../support/repository.ts'

// An option with values is one folder in base; a rule of one's own is one file in policies. Nothing else is touched.

const FOLDER = 'base/components/session-affinity'
const OPTION = {
  [`${FOLDER}/component.ts`]: `import { component, integer, object, patch } from '#engine'

export default component({
  description: 'Sends a client to the same pod for a while.',
  values: object({ seconds: integer(1, 86400, 'For how long') }),
  patches: ({ values }) => [
    patch('v1', 'Service', 'frontend', {
      spec: { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: values.seconds } } },
    }),
  ],
})
`,
}
const STAGING = 'environments/staging/environment.yaml'

const withOption = (values: string) => {
  const root = copyOfRepository()
  const text = readFileSync(join(SYSTEM, STAGING), 'utf8').replace(
    'components:\n',
    `components:\n  session-affinity: ${values}\n`,
  )
  write(root, { ...OPTION, [STAGING]: text })
  return root
}

test('it is checked, rendered, and found again by check', async () => {
  const root = withOption('{ seconds: 600 }')
  expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })
  expect(check(root)).toMatchObject({ exit: 0 })
  const { manifests } = await kustomizeBuild(join(root, 'overlays/staging'))
  const service = parseAllDocuments(manifests)
    .map((each) => each.toJS())
    .find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'frontend')
  expect(service.spec).toMatchObject({
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } },
  })
  expect(service.spec.ports).toHaveLength(1)
})

test.each([
  ['{ seconds: 0 }', 'Expected a number from 1 to 86400, found the number 0.'],
  ['{ second: 5 }', 'Unknown key "second". Did you mean "seconds"?'],
  ['', 'The component "session-affinity" has no values; it needs seconds.'],
])('%j is an error with its place', (values, message) => {
  const { exit, errors } = render(withOption(values), [])
  expect(exit).toBe(2)
  expect(errors.join('\n')).toMatch(/^environments\/staging\/environment\.yaml:\d+:\d+: /)
  expect(errors.join('\n')).toContain(message)
})

describe('code that is wrong is named once for all environments, and nothing is written', () => {
  const component = `${FOLDER}/component.ts`
  const broken = (before: string, after: string) => {
    const root = withOption('{ seconds: 600 }')
    write(root, { [component]: (OPTION[component] as string).replace(before, after) })
    return root
  }

  test.each([
    [
      'values.seconds',
      '(values as never as { a: { b: number } }).a.b',
      'patches failed: Cannot read properties',
    ],
    [
      'values.seconds',
      'undefined',
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds is undefined; leave it out',
    ],
    ['patches:', 'patch:', 'has the unknown key "patch"; a component has description, values'],
    [
      "object({ seconds: integer(1, 86400, 'For how long') })",
      "object({ seconds: { ...integer(1, 2, 'x'), type: 'intiger' } })",
      'values is not a JSON Schema: ',
    ],
    ['values: object(', "conflicts: ['sesion'], values: object(", 'conflicts names "sesion"'],
  ])('%s as %s', (before, after, message) => {
    const root = broken(before, after)
    const written = () => readdirSync(root, { recursive: true }).sort()
    const earlier = written()
    const { exit, errors } = render(root, [])
    expect(exit).toBe(2)
    expect(errors).toEqual([
      expect.stringMatching(`^${component}:\\d+:\\d+: `),
      '',
      '1 problem; nothing was written.',
    ])
    expect(errors[0]).toContain(message)
    expect(written()).toEqual(earlier)
    expect(check(root)).toMatchObject({ exit: 2 })
  })

  test('a policy that fails', async () => {
    const root = withOption('{ seconds: 600 }')
    const policy = (check: string) => ({
      'policies/own.ts': `import { policy } from '#engine'
export default policy({ id: 'own', severity: 'error', title: 'T', why: 'W', remediation: 'M', *check() { ${check} } })
`,
    })
    write(root, policy("throw new Error('boom')"))
    render(root, [])
    const message = 'the policy "own" failed for the environment "staging": boom'
    expect(await validate(root, ['staging'])).toMatchObject({
      exit: 2,
      errors: [`policies/own.ts:2:112: ${message}`, '', expect.anything()],
      json: { problems: [{ file: 'policies/own.ts', line: 2, column: 112, message }] },
    })
    expect(await validate(root, ['staging'], { format: 'github' })).toMatchObject({
      exit: 2,
      text: expect.stringMatching(/^::error file=policies\/own\.ts,line=2,col=112,.*boom/),
    })
    write(root, policy("yield 'No.' as never"))
    expect(await validate(root, ['staging'])).toMatchObject({
      exit: 2,
      json: { problems: [{ file: 'policies/own.ts', message: expect.stringContaining('must return {') }] },
    })
    const clash = policy('')['policies/own.ts'].replace("'own'", "'probes'")
    write(root, { 'policies/own.ts': clash })
    expect(await validate(root, ['staging'])).toMatchObject({
      exit: 2,
      errors: [
        'policies/own.ts:1:1: the id "probes" is that of a rule of the tool; choose another one.',
        '',
        expect.anything(),
      ],
    })
    write(root, policy('process.exit(0)'))
    expect(render(root, [])).toMatchObject({
      exit: 2,
      errors: [expect.stringMatching(/^policies\/own\.ts:2:\d+: uses process/), '', expect.anything()],
    })
  })
})

test('a policy is a rule like the others, with exceptions and all', async () => {
  const root = withOption('{ seconds: 7200 }')
  write(root, {
    'policies/short-affinity.ts': `import { at, ofKind, policy } from '#engine'

export default policy({
  id: 'short-affinity',
  severity: 'error',
  title: 'Sessions stick to a pod for an hour at most.',
  why: 'A pod that keeps its clients keeps its load.',
  remediation: 'Lower seconds.',
  *check(subject) {
    const path = ['spec', 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds']
    for (const resource of ofKind(subject, 'Service'))
      if (Number(at(resource, ...path) ?? 0) > 3600) yield { resource, path, message: 'Longer than an hour.' }
  },
})
`,
  })
  render(root, [])
  const { exit, lines, json } = await validate(root, ['staging'])
  expect(exit).toBe(1)
  expect(json['rules']).toContain('short-affinity')
  // At the value of the component that the patch was made from.
  const line =
    readFileSync(join(root, STAGING), 'utf8')
      .split('\n')
      .findIndex((each) => each.includes('seconds: 7200')) + 1
  expect(lines.map(({ text }) => text).join('\n')).toContain(`${STAGING}:${line}:`)

  write(root, {
    [STAGING]: readFileSync(join(root, STAGING), 'utf8').replace(
      'exceptions:\n',
      'exceptions:\n  - rule: short-affinity\n    reason: The sessions of staging are long on purpose.\n',
    ),
  })
  expect((await validate(root, ['staging'])).exit).toBe(0)
})
