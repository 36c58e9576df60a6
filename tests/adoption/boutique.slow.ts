import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/repository.ts'
import { adopterOf, engineOf } from './adopter.ts'

// Another system altogether, with this engine as it is. Written after the facts of Online Boutique
// (https://github.com/GoogleCloudPlatform/microservices-demo): eleven services that speak gRPC and a redis, a load
// generator without a port, no database, a file with all resources for each service.

const NEW = { tag: '0.10.4', digest: `sha256:${'b2'.repeat(32)}` }
const image = `cartservice=${NEW.tag}@${NEW.digest}`

test('every command works, and render/ is untouched', async () => {
  const { root, run, commit } = await adopterOf('boutique')
  const fileOf = (path: string): string => readFileSync(join(root, path), 'utf8')

  expect(await run('check')).toContain('up to date')
  expect(await run('validate')).toMatch(/2 environments, \d+ rules: 0 errors, 0 warnings/)

  await run('new-environment', ['staging', 'production'])
  const before = commit('Add staging')
  expect(await run('validate')).toMatch(/3 environments, \d+ rules: 0 errors, 0 warnings/)
  expect(await run('diff', ['--base', 'HEAD~1'])).toContain('staging')

  await run('bump', ['--environment', 'staging', '--image', image, '--commit', before])
  expect(fileOf('environments/staging/release.yaml')).toContain(NEW.digest)
  expect(fileOf('environments/production/release.yaml')).not.toContain(NEW.digest)

  await run('promote', ['--from', 'staging', '--to', 'production', '--reason', 'The carts are faster'])
  expect(fileOf('environments/production/release.yaml')).toContain(NEW.digest)
  expect(await run('history', ['production'])).toContain('0.10.4')

  await run('rollback', ['production', '--reason', 'Carts were lost since noon'])
  expect(fileOf('environments/production/release.yaml')).not.toContain(NEW.digest)
  expect(fileOf('environments/production/holds.yaml')).toContain('Carts were lost since noon')

  await run('check')
  expect(await run('validate')).toMatch(/3 environments, \d+ rules: 0 errors, 0 warnings/)
  await run('report')
  expect(fileOf('report.html')).toContain('checkoutservice')
  expect(engineOf(root)).toEqual(engineOf(ROOT))
})
