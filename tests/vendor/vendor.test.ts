import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../render/commands/check.ts'
import { render } from '../../render/commands/render.ts'
import { vendor } from '../../render/commands/vendor/vendor.ts'
import { write } from '../support/repository.ts'
import { chartRepository, packaged, replaceIn } from './serve.ts'
import { repositoryWith, sourceText, textOf, vendoredFiles } from './vendored.ts'

// The other cases are in vendor.slow.ts.

test('a chart becomes files of this repository, and check finds what was edited by hand', async () => {
  const archive = await packaged()
  const repository = await chartRepository({ '1.0.0': archive })
  const root = repositoryWith(sourceText(repository.url, archive))
  render(root, [])
  expect(textOf(check(root))).toContain('missing base/vendor/cache/source.lock.yaml')

  const first = await vendor(root, [])
  expect(first.exit).toBe(0)
  expect(textOf(first)).toContain('note: Job/cache-migrate: hook pre-install, pre-upgrade becomes PreSync.')
  expect(textOf(first)).toContain('created base/crds/caches.cache.example.com.yaml')
  expect(textOf(first)).toContain('Next: add ../../vendor/cache to resources')
  const files = vendoredFiles(root)
  expect(Object.keys(files).filter((path) => path.startsWith('base/vendor/'))).toEqual(
    [
      ...['cache-cache', 'chart-values', 'config-map-cache', 'deployment-cache', 'job-cache-migrate'],
      ...['kustomization', 'pod-disruption-budget-cache', 'service-account-cache-migrate'],
      ...['service-account-cache', 'service-cache-metrics', 'service-cache'],
      ...['source.lock', 'source'],
    ].map((name) => `base/vendor/cache/${name}.yaml`),
  )
  expect(files['base/vendor/cache/deployment-cache.yaml']).toMatch(
    /^# Written by `npm run vendor` from base\/vendor\/cache\/source\.yaml: generated, do not edit\.\napiVersion/,
  )
  // Octal to helm, and so to everyone.
  expect(files['base/vendor/cache/deployment-cache.yaml']).toContain('defaultMode: 288\n')
  expect(check(root)).toMatchObject({ exit: 0, errors: [] })

  repository.asked.length = 0
  const second = await vendor(root, [])
  expect(textOf(second)).toBe('1 source: nothing to change.')
  expect(repository.asked).toEqual([])

  const deployment = 'base/vendor/cache/deployment-cache.yaml'
  replaceIn(deployment, 'replicas: 1', 'replicas: 3')(root)
  write(root, { 'base/vendor/cache/extra.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n' })
  const edited = check(root)
  expect(edited.exit).toBe(1)
  expect(edited.lines.map(({ text }) => text)).toEqual([
    `changed ${deployment}`,
    'unmanaged base/vendor/cache/extra.yaml',
  ])
  expect(textOf(edited)).toContain('run `npm run vendor`')
  rmSync(join(root, 'base/vendor/cache/service-cache.yaml'))
  const missing = check(root)
  expect(missing.exit).toBe(2)
  expect(textOf(missing)).toContain('missing base/vendor/cache/service-cache.yaml')

  rmSync(join(root, 'base/vendor/cache/extra.yaml'))
  const healed = await vendor(root, [])
  expect(textOf(healed)).toContain(`updated ${deployment}`)
  expect(textOf(healed)).toContain('created base/vendor/cache/service-cache.yaml')
  expect(vendoredFiles(root)).toEqual(files)
  expect(readFileSync(join(root, 'base/vendor/cache/source.yaml'), 'utf8')).toContain('# Why we have it.')
})

test.each([
  [['cachee'], {}, 'base/vendor has no folder "cachee". Did you mean "cache"?'],
  [[], { update: '1.1.0' }, '--update VERSION: name exactly one source.'],
  [[], { update: 'cache' }, '--update cache: is a source; write `npm run vendor -- cache --update`.'],
] as const)('%j %j is refused', async (names, options, message) => {
  const root = repositoryWith('chart: {}\n')
  expect(await vendor(root, names, options)).toMatchObject({ exit: 2, errors: [message] })
})

test('values that helm reads as something else are refused', async () => {
  const source = sourceText('https://charts.example.com', Buffer.from(''))
  const root = repositoryWith(
    source.replace('{existingSecret: cache}', '{on1: no, mode: 0644, text: "no", count: 1, l: [off]}'),
  )
  const outcome = await vendor(root, [])
  expect(outcome.errors.map((each) => each.replace(/.*: Is/, 'Is').replace(/, which.*/, ''))).toEqual([
    'Is "no" here and false to helm',
    'Is 644 here and 420 to helm',
    'Is "off" here and false to helm',
    '',
    '3 problems; nothing was written.',
  ])
})

test('everything wrong with every source is said at once, with its line', async () => {
  const root = repositoryWith('chart:\n  repository: ftp://x\n  name: cache\n  version: 1.0.0\n')
  write(root, {
    'base/vendor/other/source.yaml': 'kustomize: {path: deploy}\nvalues: {}\n',
    'base/vendor/empty/x.yaml': 'a: 1\n',
    'base/vendor/lost.yaml': 'a: 1\n',
  })
  const outcome = await vendor(root, [])
  expect(outcome.exit).toBe(2)
  expect(outcome.errors.map((each) => each.replace(/: [A-Z"].*/, ''))).toEqual([
    'base/vendor/cache/source.yaml:2:15',
    'base/vendor/empty/source.yaml: is missing: add it, or remove the folder.',
    'base/vendor/lost.yaml:1:1: is in no folder of a source: move it to base/vendor/NAME.',
    'base/vendor/other/source.yaml:1:12',
    '',
    '4 problems; nothing was written.',
  ])
})
