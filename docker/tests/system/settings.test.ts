import { expect, it } from 'vitest'
import { spawnService } from '../support/process.ts'

it('a service that lacks settings names them all, quotes none, and exits 2', async () => {
  const { ended, output } = spawnService('backend', {
    DATABASE_URL: 'mysql://user:hunter2@host/db',
    AUTH_SECRET: 'too short',
    DRAIN_SECONDS: 'soon',
  })
  expect(await ended).toBe(2)
  expect(output().trim().split('\n')).toEqual([
    'Invalid environment variables:',
    '  DRAIN_SECONDS is not valid: expected a whole number from 1 to 300',
    '  DATABASE_URL is not valid: expected a URL that starts with postgresql:// or postgres://',
    '  AUTH_SECRET is not valid: expected a secret of at least 32 characters',
  ])
})

it.each(['backend', 'mcp-server'] as const)('%s needs its secrets', async (service) => {
  const { ended, output } = spawnService(service, {})
  expect(await ended).toBe(2)
  expect(output()).toMatch(/DATABASE_URL is not set.*\n.*AUTH_SECRET is not set/)
})
