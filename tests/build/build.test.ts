import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Build, buildOverlays } from '../../render/build/build.ts'
import { type BuildSource, buildKeys } from '../../render/build/source.ts'
import { cacheIn } from '../../render/cache/cache.ts'
import { filesBelow, workTree } from '../../render/repository/files.ts'
import { findKustomize, type Kustomize } from '../../render/tools/kustomize.ts'
import { KUSTOMIZE_VERSION, kustomizeBuild } from '../support/kustomize.ts'
import { ROOT, SYSTEM, temporaryFolder } from '../support/repository.ts'

const NAMES = ['minikube', 'production', 'staging']

let real: Kustomize
let source: BuildSource

beforeAll(async () => {
  real = await findKustomize(KUSTOMIZE_VERSION, ROOT)
  source = {
    base: filesBelow(workTree(SYSTEM), 'base'),
    overlays: filesBelow(workTree(SYSTEM), 'overlays'),
  }
})

/** kustomize that writes down each of its runs, and how many ran at once. */
function counting(folder: string): Kustomize & { runs: () => number } {
  const log = join(folder, 'runs')
  const command = join(folder, 'kustomize')
  writeFileSync(log, '')
  writeFileSync(command, `#!/bin/sh\necho run >> '${log}'\nexec '${real.command}' "$@"\n`)
  chmodSync(command, 0o755)
  return { ...real, command, runs: () => readFileSync(log, 'utf8').split('\n').length - 1 }
}

async function buildAll(
  folder: string,
  kustomize: Kustomize,
  from: BuildSource = source,
  names: readonly string[] = NAMES,
): Promise<Map<string, Build>> {
  const stage = join(folder, 'stage')
  mkdirSync(stage, { recursive: true })
  const keyOf = buildKeys(from, kustomize.version)
  const keys = new Map(names.map((name) => [name, keyOf(name)]))
  const found = new Map<string, Build>()
  const options = { kustomize, cache: cacheIn(() => folder), stage }
  for await (const build of buildOverlays(from, keys, options)) found.set(build.name, build)
  expect([...found.keys()].sort()).toEqual([...names].sort())
  return found
}

test('what is built is what kustomize builds in the repository, byte for byte, the first time and the second', async () => {
  const folder = temporaryFolder()
  const kustomize = counting(folder)
  for (const runs of [3, 3]) {
    const found = await buildAll(folder, kustomize)
    for (const name of NAMES) {
      const { manifests } = await kustomizeBuild(join(SYSTEM, 'overlays', name))
      expect(found.get(name)).toEqual({ name, manifests })
    }
    expect(kustomize.runs()).toBe(runs)
  }
})

test('a change of one overlay builds that one again; a change of base builds all', async () => {
  const folder = temporaryFolder()
  const kustomize = counting(folder)
  await buildAll(folder, kustomize)
  const path = 'overlays/staging/release/kustomization.yaml'
  const bumped = (source.overlays.get(path) ?? '').replaceAll(/newTag: .*/g, 'newTag: other-tag')
  const one = { ...source, overlays: new Map([...source.overlays, [path, bumped]]) }
  const found = await buildAll(folder, kustomize, one)
  expect(kustomize.runs()).toBe(4)
  expect(found.get('staging')).toMatchObject({ manifests: expect.stringContaining('/backend:other-tag') })
  expect(found.get('production')).toMatchObject({ manifests: expect.not.stringContaining(':other-tag') })

  const settings = 'base/services/backend/settings.env'
  const text = (source.base.get(settings) ?? '').replace('LOG_LEVEL=info', 'LOG_LEVEL=error')
  await buildAll(folder, kustomize, { ...source, base: new Map([...source.base, [settings, text]]) })
  expect(kustomize.runs()).toBe(7)
})

test('an overlay that kustomize refuses is named with the reason, and the others are built', async () => {
  const folder = temporaryFolder()
  const path = 'overlays/staging/kustomization.yaml'
  const text = (source.overlays.get(path) ?? '').replace('base/platform', 'base/plattform')
  // As from the command line, where the repository is the current folder.
  const found = await buildAll(relative(process.cwd(), folder), real, {
    ...source,
    overlays: new Map([...source.overlays, [path, text]]),
  })
  const build = found.get('staging') as { error: string }
  expect(build.error).toContain('base/plattform')
  expect(build.error, 'places are those of the repository').not.toContain(folder)
  expect(found.get('production')).toHaveProperty('manifests')
  // What failed is not remembered as anything.
  expect(readdirSync(join(folder, 'entries'))).toHaveLength(2)
})

test.each([
  ['cut off', (text: string) => text.slice(0, 500)],
  ['empty', () => ''],
])('a remembered build that is %s is built again', async (_, damage) => {
  const folder = temporaryFolder()
  const kustomize = counting(folder)
  const before = await buildAll(folder, kustomize, source, ['staging'])
  const [file = ''] = readdirSync(join(folder, 'entries'))
  writeFileSync(join(folder, 'entries', file), damage(readFileSync(join(folder, 'entries', file), 'utf8')))
  expect(await buildAll(folder, kustomize, source, ['staging'])).toEqual(before)
  expect(kustomize.runs()).toBe(2)
})

test('a cache that cannot be written only costs time', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'entries'), 'a file where the folder should be')
  const kustomize = counting(folder)
  await buildAll(folder, kustomize, source, ['staging'])
  await buildAll(folder, kustomize, source, ['staging'])
  expect(kustomize.runs()).toBe(2)
})
