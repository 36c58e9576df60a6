import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { requiredKeys, variableOf } from '../../render/secrets/required.ts'
import { secretValues } from '../../render/secrets/secret-values.ts'

const reference = (name: string, key: string, optional?: boolean) => ({
  valueFrom: { secretKeyRef: { name, key, ...(optional && { optional }) } },
})
const workload = (kind: string, name: string, ...env: object[]) => ({
  kind,
  metadata: { name },
  spec: { template: { spec: { containers: [{ env }] } } },
})

describe('requiredKeys', () => {
  test('finds each key once, with the Deployments that read it', () => {
    expect(
      requiredKeys([
        workload('Deployment', 'b', reference('database', 'URL')),
        workload('Deployment', 'a', reference('database', 'URL'), reference('auth', 'KEY')),
        workload('Job', 'migration', reference('database', 'URL')),
        { kind: 'CronJob', spec: { jobTemplate: workload('Job', 'x', reference('backup', 'PASSWORD')) } },
      ]),
    ).toEqual([
      { secret: 'auth', key: 'KEY', optional: false, deployments: ['a'] },
      { secret: 'backup', key: 'PASSWORD', optional: false, deployments: [] },
      { secret: 'database', key: 'URL', optional: false, deployments: ['a', 'b'] },
    ])
  })

  test('a key is optional only if every reference says so', () => {
    const optional = workload('Deployment', 'a', reference('s', 'K', true))
    expect(requiredKeys([optional])).toMatchObject([{ optional: true }])
    expect(requiredKeys([optional, workload('Job', 'b', reference('s', 'K'))])).toMatchObject([
      { optional: false },
    ])
  })
})

describe('secretValues', () => {
  const required = [
    { secret: 'auth', key: 'AUTH_SECRET', optional: false, deployments: ['backend'] },
    { secret: 'database', key: 'DATABASE_URL', optional: false, deployments: ['backend', 'mcp-server'] },
    { secret: 'model-api', key: 'OPENAI_API_KEY', optional: true, deployments: ['ai-agent'] },
  ]

  test('sorts values into their Secrets and leaves out an optional one without a value', () => {
    const given = { AUTH_SECRET: 'a', DATABASE_URL: 'd', OPENAI_API_KEY: '' }
    expect(secretValues('f', given, required)).toEqual({
      problems: [],
      secrets: [
        { name: 'auth', type: 'Opaque', values: { AUTH_SECRET: 'a' }, deployments: ['backend'] },
        {
          name: 'database',
          type: 'Opaque',
          values: { DATABASE_URL: 'd' },
          deployments: ['backend', 'mcp-server'],
        },
      ],
    })
  })

  test('names everything that is missing and everything that nothing reads, and never a value', () => {
    const { problems } = secretValues('f', { AUTH_SECRET: '', DATABASE_URI: 'do-not-print-me' }, required)
    expect(problems.map(({ message }) => message)).toEqual([
      'AUTH_SECRET has no value: the Secret "auth" needs it.',
      'DATABASE_URL has no value: the Secret "database" needs it.',
      'DATABASE_URI is read by nothing here. Did you mean "DATABASE_URL"?',
    ])
    expect(JSON.stringify(problems)).not.toContain('do-not-print-me')
  })
})

describe('credentials of a registry', () => {
  const required = requiredKeys([
    {
      kind: 'Deployment',
      metadata: { name: 'a' },
      spec: { template: { spec: { imagePullSecrets: [{ name: 'registry-credentials' }, {}, null] } } },
    },
    { kind: 'ServiceAccount', metadata: { name: 'b' }, imagePullSecrets: [{ name: 'ghcr.io' }] },
    { kind: 'ServiceAccount', metadata: { name: 'c' }, imagePullSecrets: 'wrong' },
  ])

  test('are required of pods and of ServiceAccounts, and no pod is restarted for them', () => {
    const key = { key: '.dockerconfigjson', optional: false, deployments: [] }
    expect(required).toEqual([
      { ...key, secret: 'ghcr.io' },
      { ...key, secret: 'registry-credentials' },
    ])
    expect(required.map(variableOf)).toEqual(['GHCR_IO', 'REGISTRY_CREDENTIALS'])
  })

  test('become a Secret of their own type', () => {
    const file = parseEnv(
      `GHCR_IO='{"auths": {"ghcr.io": {"auth": "dTpw"}}}'\nREGISTRY_CREDENTIALS={"auths":{"x":{}}}\n`,
    )
    expect(secretValues('f', file, required)).toEqual({
      problems: [],
      secrets: [
        {
          name: 'ghcr.io',
          type: 'kubernetes.io/dockerconfigjson',
          values: { '.dockerconfigjson': '{"auths": {"ghcr.io": {"auth": "dTpw"}}}' },
          deployments: [],
        },
        {
          name: 'registry-credentials',
          type: 'kubernetes.io/dockerconfigjson',
          values: { '.dockerconfigjson': '{"auths":{"x":{}}}' },
          deployments: [],
        },
      ],
    })
  })

  test.each(['ghp_0123', '{"auths": {}}', '{"ghcr.io": {}}', '[]', 'null', '{"auths": null}'])(
    '%s is refused, and not repeated',
    (text) => {
      const { problems } = secretValues(
        'f',
        { GHCR_IO: text, REGISTRY_CREDENTIALS: '{"auths":{"x":{}}}' },
        required,
      )
      expect(problems.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^GHCR_IO must be the JSON of a Docker config file/),
      ])
      expect(JSON.stringify(problems)).not.toContain(`${text}'`)
    },
  )
})
