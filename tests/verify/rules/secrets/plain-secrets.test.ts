import { expect, test } from 'vitest'
import { plainSecrets } from '../../../../render/verify/rules/secrets/plain-secrets.ts'
import { changed, found, mistakes } from '../../mistakes.ts'

const CONTAINER = 'spec.template.spec.containers.0'
const PASSWORD = 'hunter2hunter2'
const encoded = Buffer.from(`postgresql://todo:${PASSWORD}@postgres`).toString('base64')

mistakes(plainSecrets, 'minikube', [
  [
    'a setting with a password in its URL',
    [['ConfigMap/backend', 'data.AGENT_URL', `http://agent:${PASSWORD}@ai-agent:8002`]],
    [
      'ConfigMap/backend data.AGENT_URL: "AGENT_URL" holds a URL with a password in it; use a secretKeyRef instead.',
    ],
  ],
  [
    'the same in binaryData',
    [['ConfigMap/backend', 'binaryData.config', encoded]],
    [
      'ConfigMap/backend binaryData.config: "config" holds a URL with a password in it; use a secretKeyRef instead.',
    ],
  ],
  [
    'a variable with a secret of its own',
    [['Deployment/backend', `${CONTAINER}.env.1`, { name: 'AUTH_SECRET', value: PASSWORD }]],
    [
      `Deployment/backend ${CONTAINER}.env.1.value: Variable "AUTH_SECRET" is named like a secret and has a plain value; use a secretKeyRef instead.`,
    ],
  ],
  [
    'an argument with a password',
    [['Job/migration', `${CONTAINER}.args`, ['src/migrate.ts', `postgres://todo:${PASSWORD}@postgres/todo`]]],
    [
      `Job/migration ${CONTAINER}.args.1: An entry of args holds a URL with a password in it; use a secretKeyRef instead.`,
    ],
  ],
  [
    'a password after its option',
    [['Job/migration', `${CONTAINER}.args`, ['--password', PASSWORD, '--user', 'todo']]],
    [
      `Job/migration ${CONTAINER}.args.1: An entry of args is named like a secret and has a plain value; use a secretKeyRef instead.`,
    ],
  ],
  [
    'a key under a name of its provider',
    [['ConfigMap/backend', 'data.AZURE_BATCH_KEY', PASSWORD]],
    [
      'ConfigMap/backend data.AZURE_BATCH_KEY: "AZURE_BATCH_KEY" is named like a secret and has a plain value; use a secretKeyRef instead.',
    ],
  ],
  ['a variable out of a Secret', [['Deployment/backend', `${CONTAINER}.env.1.name`, 'OTHER_SECRET']], []],
  ['a URL without a password', [['ConfigMap/backend', 'data.AGENT_URL', 'http://agent@ai-agent:8002']], []],
])

test('a finding never repeats the secret', async () => {
  const subject = await changed('minikube', [
    ['ConfigMap/backend', 'data.AUTH_SECRET', PASSWORD],
    ['Deployment/backend', `${CONTAINER}.command`, ['node', `--url=http://a:${PASSWORD}@b`]],
  ])
  const lines = found(plainSecrets, subject)
  expect(lines).toHaveLength(2)
  expect(lines.join()).not.toContain(PASSWORD)
})
