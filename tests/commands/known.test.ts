import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CACHE_VARIABLE } from '../../render/cache/folder.js'
import { knownRendering, renderingKey } from '../../render/commands/known-rendering.ts'
import { render } from '../../render/commands/render.ts'
import { renderUnlessKnown } from '../../render/commands/render-known.ts'
import { validateUnlessKnown } from '../../render/commands/validate-known.ts'
import { fingerprint } from '../../render/repository/fingerprint.ts'
import { copyOfRepository, temporaryFolder } from '../support/repository.ts'

let entries: string
beforeEach(() => {
  const cache = temporaryFolder()
  chmodSync(cache, 0o700)
  vi.stubEnv(CACHE_VARIABLE, cache)
  entries = join(cache, 'entries')
})
afterEach(() => vi.unstubAllEnvs())

/** Appends to a file of the repository at `root`. */
const append = (root: string, file: string, text: string): void =>
  writeFileSync(join(root, file), readFileSync(join(root, file), 'utf8') + text)

const kept = (kind: string): string[] => readdirSync(entries).filter((name) => name.startsWith(`${kind}-`))

test('what was rendered of the same bytes is written again, the same as render writes it', async () => {
  const root = copyOfRepository()
  expect((await renderUnlessKnown(root, [])).exit).toBe(0)
  const read = () =>
    readdirSync(join(root, 'overlays'), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
  const first = read()
  rmSync(join(root, 'overlays'), { recursive: true })
  expect(knownRendering(root, renderingKey(root))).toBeDefined()
  expect((await renderUnlessKnown(root, [])).exit).toBe(0)
  expect(read()).toEqual(first)
  expect(render(root, []).lines.at(-1)?.text).toMatch(/nothing to change/)
})

test.each([
  ['environments/staging/environment.yaml', '# A comment\n'],
  ['base/platform/kustomization.yaml', '# A comment\n'],
  ['environments/fleet.yaml', '# A comment\n'],
])('a change of %s is another fingerprint', (file, text) => {
  const root = copyOfRepository()
  const before = fingerprint(root)
  expect(fingerprint(root)).toBe(before)
  append(root, file, text)
  expect(fingerprint(root)).not.toBe(before)
})

test('so is an empty folder', () => {
  const root = copyOfRepository()
  const before = fingerprint(root)
  mkdirSync(join(root, 'environments/gone'))
  expect(fingerprint(root)).not.toBe(before)
})

test('a problem is not kept, and an environment that there is not is refused', async () => {
  const root = copyOfRepository()
  append(root, 'environments/staging/environment.yaml', 'nonsense: 1\n')
  expect((await renderUnlessKnown(root, [])).exit).toBe(2)
  expect(kept('rendered')).toEqual([])
  const sound = copyOfRepository()
  expect((await renderUnlessKnown(sound, [])).exit).toBe(0)
  expect((await renderUnlessKnown(sound, ['stagin'])).errors.join()).toMatch(/Did you mean "staging"/)
})

test('validate tells again what it found good, and looks anew after a change, at another day and with other programs', async () => {
  const root = copyOfRepository()
  vi.stubEnv('KUSTOMIZE', undefined)
  const first = await validateUnlessKnown(root, ['staging'])
  expect(first.exit).toBe(0)
  expect(kept('validated')).toHaveLength(1)
  expect(await validateUnlessKnown(root, ['staging'])).toEqual(JSON.parse(JSON.stringify(first)))

  const service = join(root, 'base/services/frontend/service.yaml')
  const sound = readFileSync(service, 'utf8')
  writeFileSync(service, sound.replace('targetPort: http', 'targetPort: web'))
  expect((await validateUnlessKnown(root, ['staging'])).exit).toBe(1)
  expect(kept('validated')).toHaveLength(1)
  writeFileSync(service, sound)

  vi.useFakeTimers({ now: Date.now() + 86_400_000, toFake: ['Date'] })
  await validateUnlessKnown(root, ['staging'])
  vi.useRealTimers()
  expect(kept('validated')).toHaveLength(2)

  // A script may run another program tomorrow.
  const bin = temporaryFolder()
  writeFileSync(join(bin, 'kustomize'), '#!/bin/sh\nexit 1\n')
  chmodSync(join(bin, 'kustomize'), 0o755)
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`)
  expect((await validateUnlessKnown(root, ['staging'])).exit).toBe(0)
  expect(kept('validated')).toHaveLength(2)
})
