import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { requiredKeys } from '../../render/secrets/required.ts'
import { secretValues } from '../../render/secrets/secret-values.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { ROOT } from '../support/repository.ts'

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
        { name: 'auth', values: { AUTH_SECRET: 'a' }, deployments: ['backend'] },
        { name: 'database', values: { DATABASE_URL: 'd' }, deployments: ['backend', 'mcp-server'] },
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

// The examples are what people copy: they must name every key, and no value.
test.each(['minikube', 'staging'])(
  'the example of %s names exactly what its manifests need',
  async (name) => {
    const { manifests } = await kustomizeBuild(join(ROOT, 'overlays', name))
    const required = requiredKeys(parseAllDocuments(manifests).map((document) => document.toJS()))
    const example = parseEnv(readFileSync(join(ROOT, 'environments', name, 'secrets.example.env'), 'utf8'))
    expect(Object.keys(example).sort()).toEqual(required.map(({ key }) => key).sort())
    expect(Object.values(example).join('')).toBe('')
  },
)
