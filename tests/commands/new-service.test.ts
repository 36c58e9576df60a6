import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newService } from '../../render/commands/new-service.ts'
import type { NewServiceOptions } from '../../render/commands/new-service-options.ts'
import { render } from '../../render/commands/render.ts'
import { copyOfRepository } from '../support/repository.ts'

// That what it writes is sound, whatever the kind, is shown in tests/services.

const DIGEST = `sha256:${'ab'.repeat(32)}`
const textOf = ({
  lines,
  errors,
}: {
  lines: readonly { text: string }[]
  errors: readonly string[]
}): string => [...lines.map(({ text }) => text), ...errors].join('\n')

describe('what was typed is checked, all of it at once', () => {
  test.each<[string, NewServiceOptions, readonly string[]]>([
    ['Cart', {}, ['"Cart" can\'t be the name of a service']],
    [
      'cart',
      { kind: 'Job', port: 'http' },
      [
        '--kind: must be Deployment, StatefulSet, DaemonSet or CronJob.',
        '--port: must be a number from 1024 to 65535, or none',
      ],
    ],
    ['cart', { port: '80' }, ['--port: must be a number from 1024 to 65535']],
    ['cart', { image: 'redis:8' }, ['--image: must be NAME:TAG@sha256:DIGEST']],
    [
      'cart',
      { image: `redis:8@${DIGEST}`, release: '8' },
      ['--release: not allowed with a third-party --image'],
    ],
    ['cart', { release: 'latest' }, ['--release: must be a version']],
    ['cart', { probe: 'grpc', port: 'none' }, ['--probe: "grpc" needs a port']],
    ['cart', { port: 'none' }, ['--probe: "/health" needs a port']],
    ['cart', { probe: 'tcp 80' }, ['--probe: "tcp 80" has too many words']],
    [
      'cart',
      { probe: 'tpc' },
      ['--probe: "tpc" must be /PATH, https /PATH, grpc, tcp, or a command by its path'],
    ],
    ['cart', { probe: 'ftp' }, ['--probe: "ftp" must be']],
    ['cart', { probe: 'GRPC' }, ['--probe: "GRPC" must be']],
    ['cart', { probe: 'https' }, ['--probe: "https" must have a path behind https']],
    [
      'cart',
      { kind: 'CronJob', probe: '/x', port: '8080' },
      ['--port: a CronJob serves nothing', '--probe: not allowed with --kind CronJob'],
    ],
    [
      'cart',
      { schedule: '@daily', data: 'x' },
      [
        '--schedule: only with --kind CronJob.',
        '--data: only with --kind StatefulSet.',
        '--data: must be the path of a folder',
      ],
    ],
    ['cart', { uid: '0' }, ['--uid: must be the number of a user other than 0.']],
    ['cart', { environment: ['stagin'] }, ['Environment "stagin" not found. Did you mean "staging"?']],
    ['backend', {}, ['base/services/backend already exists']],
    ['smoke-test', {}, ['already has a resource "smoke-test"']],
  ])('%s %j', async (name, options, messages) => {
    const root = copyOfRepository()
    render(root, [])
    const outcome = await newService(root, name, options)
    expect(outcome.exit).toBe(2)
    for (const message of messages) expect(textOf(outcome)).toContain(message)
    expect(readdirSync(join(root, 'base/services'))).toEqual([
      'ai-agent',
      'backend',
      'frontend',
      'mcp-server',
    ])
  })
})

test('a schedule that Kubernetes refuses is said by validate', async () => {
  const root = copyOfRepository()
  render(root, [])
  const outcome = await newService(root, 'cleanup', { kind: 'CronJob', schedule: 'every hour' })
  expect(outcome.exit).toBe(1)
  expect(textOf(outcome)).toContain('found "every hour"')
})

test('a quota that it does not fit in is said', async () => {
  const root = copyOfRepository()
  const path = join(root, 'environments/staging/environment.yaml')
  writeFileSync(path, `${readFileSync(path, 'utf8')}quota:\n  pods: "20"\n`)
  render(root, [])
  const outcome = await newService(root, 'agent', { kind: 'Deployment', environment: ['staging'] })
  expect(textOf(outcome)).toMatch(
    /environments\/staging\/environment\.yaml:\d+:\d+: error \[quota-capacity\]/,
  )
  expect(outcome.exit).toBe(1)
})

test('what cannot be rendered is not written', async () => {
  const root = copyOfRepository()
  render(root, [])
  writeFileSync(join(root, 'environments/staging/environment.yaml'), 'cluster: nowhere\n')
  const outcome = await newService(root, 'agent', {})
  expect(outcome.exit).toBe(2)
  expect(existsSync(join(root, 'base/services/agent'))).toBe(false)
})

test('comments of an environment that leaves it out stay', async () => {
  const root = copyOfRepository()
  render(root, [])
  const path = join(root, 'environments/production/environment.yaml')
  const comments = readFileSync(path, 'utf8').match(/#.*/g)
  expect(await newService(root, 'agent', { environment: ['staging'] })).toMatchObject({ exit: 0 })
  const text = readFileSync(path, 'utf8')
  expect(text).toMatch(/ {2}agent:\n {4}enabled: false\n/)
  expect(text.match(/#.*/g)).toEqual(comments)
})
