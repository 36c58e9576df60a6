import { expect, test } from 'vitest'
import { diffMarkdown } from '../../render/diff/show/markdown.ts'
import { diffLines } from '../../render/diff/show/text.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { diffOf, resource, workload } from './resources.ts'

const settings = (data: object): Resource => resource('ConfigMap', 'api', { data })
const env = (...list: object[]): Resource => workload('Deployment', 'api', { container: { env: list } })
const args = (...list: string[]): Resource => workload('Deployment', 'api', { container: { args: list } })

test.each<[string, Resource | undefined, Resource | undefined]>([
  [
    'data of a Secret',
    resource('Secret', 's', { data: { a: 'HUSH1' } }),
    resource('Secret', 's', { data: { a: 'HUSH2' } }),
  ],
  [
    'all data of a Secret',
    resource('Secret', 's', {}),
    resource('Secret', 's', { stringData: { a: 'HUSH' } }),
  ],
  ['a setting that sounds like one', settings({ AUTH_SECRET: 'HUSH1' }), settings({ AUTH_SECRET: 'HUSH2' })],
  ['a key file', settings({ 'tls.key': 'HUSH1' }), settings({})],
  [
    'a URL with a password',
    settings({ URL: 'postgres://todo:HUSH@db/todo' }),
    settings({ URL: 'postgres://db/todo' }),
  ],
  [
    'a password that breaks its URL',
    settings({ URL: '' }),
    settings({ URL: 'postgres://todo:HUSH@x/HUSH@db/todo' }),
  ],
  ['a URL with a token', settings({ URL: 'https://HUSH@example.com' }), settings({ URL: 'x' })],
  ['a parameter of a URL', settings({ URL: 'x' }), settings({ URL: 'https://db/?sslpassword=HUSH' })],
  ['a line of a file', settings({ file: 'a: 1' }), settings({ file: 'a: 1\npassword: HUSH\n' })],
  [
    'an environment variable',
    env({ name: 'API_TOKEN', value: 'HUSH1' }),
    env({ name: 'API_TOKEN', value: 'HUSH2' }),
  ],
  ['a new environment variable', env(), env({ name: 'DB_PASSWORD', value: 'HUSH' })],
  [
    'an environment variable of a new container',
    workload('Deployment', 'api', { pod: { initContainers: [] } }),
    workload('Deployment', 'api', {
      pod: { initContainers: [{ name: 'i', env: [{ name: 'KEY', value: 'HUSH' }] }] },
    }),
  ],
  ['an argument with its value', args('serve'), args('serve', '--password=HUSH')],
  ['an argument before its value', args('serve'), args('serve', '--auth-token', 'HUSH')],
  ['a variable in a script', args('x'), args('PGPASSWORD=HUSH pg_dump')],
  ['a private key', settings({ pem: 'x' }), settings({ pem: '-----BEGIN EC PRIVATE KEY-----\nHUSH' })],
  ['a token of a known shape', settings({ a: 'x' }), settings({ a: 'ghp_HUSHHUSHHUSHHUSHHUSH' })],
  [
    'what kubectl remembers',
    resource('Secret', 's', { metadata: { annotations: {} } }),
    resource('Secret', 's', {
      metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"a":"HUSH"}' } },
    }),
  ],
])('never shows %s', (_, before, after) => {
  const change = diffOf(before ? [before] : [], after ? [after] : [])
  expect(change.summary.changed).toBe(1)
  const shown = JSON.stringify(change) + JSON.stringify(diffLines(change)) + diffMarkdown(change)
  expect(shown).not.toContain('HUSH')
  expect(shown).toContain('hidden')
})

test.each<[string, Resource, Resource, string]>([
  [
    'where a secret comes from',
    env(),
    env({ name: 'API_TOKEN', valueFrom: { secretKeyRef: { name: 'model', key: 'API' } } }),
    'secretKeyRef',
  ],
  ['a plain URL', settings({ URL: 'http://a:80/x' }), settings({ URL: 'http://b:80/x' }), 'http://b:80/x'],
  ['a level', settings({ LOG_LEVEL: 'info' }), settings({ LOG_LEVEL: 'debug' }), 'debug'],
  [
    'the name of a Secret',
    resource('Ingress', 'a', { spec: { tls: [{ secretName: 'old' }] } }),
    resource('Ingress', 'a', { spec: { tls: [{ secretName: 'new-tls' }] } }),
    'new-tls',
  ],
])('shows %s', (_, before, after, text) => {
  expect(JSON.stringify(diffOf([before], [after]))).toContain(text)
})
