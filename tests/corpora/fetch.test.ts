import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { cacheFolder, fetchModule } from './fetch.ts'
import { MODULES } from './modules.ts'

const folder = mkdtempSync(join(tmpdir(), 'corpora-'))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

test('without Go, the reason says so', async () => {
  vi.stubEnv('XDG_CACHE_HOME', folder)
  vi.stubEnv('PATH', folder)
  expect(await fetchModule(MODULES.kubeScore)).toEqual({ refused: 'go is not on the PATH.' })
})

test('modules are kept in the cache of the user', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/c' })).toBe('/c/todo-gitops/corpora')
  expect(cacheFolder({})).toMatch(/\.cache\/todo-gitops\/corpora$/)
})

test('every module is pinned by version and sum', () => {
  for (const { version, sum } of Object.values(MODULES)) {
    expect(version).toMatch(/^v\d+\.\d+\.\d+$/)
    expect(sum).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/)
  }
})
