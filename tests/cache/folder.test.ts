import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CACHE_VARIABLE, cacheFolder, userCacheFolder } from '../../render/cache/folder.js'
import { temporaryFolder } from '../support/repository.ts'

let root: string
let wanted: string
beforeEach(() => {
  root = temporaryFolder()
  wanted = join(temporaryFolder(), 'cache')
  vi.stubEnv(CACHE_VARIABLE, wanted)
})
afterEach(() => vi.unstubAllEnvs())

test("the user's cache folder is created for this user alone", () => {
  expect(userCacheFolder(root)).toBe(wanted)
  expect(statSync(wanted).mode & 0o777).toBe(0o700)
})

test('a folder in a git repository of another kind is used', () => {
  const home = temporaryFolder()
  mkdirSync(join(home, '.git'))
  vi.stubEnv(CACHE_VARIABLE, join(home, '.cache'))
  expect(userCacheFolder(root)).toBe(join(home, '.cache'))
})

test('one that others can read is closed to them', () => {
  mkdirSync(wanted)
  chmodSync(wanted, 0o755)
  expect(userCacheFolder(root)).toBe(wanted)
  expect(statSync(wanted).mode & 0o777).toBe(0o700)
})

describe.skipIf(process.platform === 'win32')(
  'a folder is not used, and one for this run takes its place, if it',
  () => {
    test.each<[string, () => void]>([
      [
        'is a symbolic link',
        () => {
          mkdirSync(`${wanted}-there`)
          symlinkSync(`${wanted}-there`, wanted)
        },
      ],
      ['is a file', () => writeFileSync(wanted, '')],
      [
        'can be written to by others',
        () => {
          mkdirSync(wanted)
          chmodSync(wanted, 0o777)
        },
      ],
      ['lies in the repository', () => vi.stubEnv(CACHE_VARIABLE, join(root, '.cache'))],
      [
        'lies in another clone',
        () => {
          const clone = temporaryFolder()
          mkdirSync(join(clone, 'environments'))
          writeFileSync(join(clone, 'environments', 'fleet.yaml'), '')
          vi.stubEnv(CACHE_VARIABLE, join(clone, '.cache', 'entries'))
        },
      ],
      ['is the repository', () => vi.stubEnv(CACHE_VARIABLE, root)],
      [
        'lies in the repository behind a link',
        () => {
          symlinkSync(root, wanted)
          vi.stubEnv(CACHE_VARIABLE, join(wanted, 'cache'))
        },
      ],
      [
        'has a file above it',
        () => {
          writeFileSync(wanted, '')
          vi.stubEnv(CACHE_VARIABLE, join(wanted, 'cache'))
        },
      ],
    ])('%s', (_, prepare) => {
      prepare()
      expect(userCacheFolder(root)).toBeUndefined()
      const folder = cacheFolder(root)
      expect(relative(root, folder)).toMatch(/^\.\./)
      expect(statSync(folder).mode & 0o777).toBe(0o700)
      expect(cacheFolder(root), 'one for the whole run').toBe(folder)
    })

    test.runIf(process.getuid?.() === 0)('belongs to another user', () => {
      mkdirSync(wanted, { mode: 0o700 })
      chownSync(wanted, 65534, 65534)
      expect(userCacheFolder(root)).toBeUndefined()
    })
  },
)

test.runIf(process.platform === 'linux')('without the variable, it is where the system keeps caches', () => {
  vi.stubEnv(CACHE_VARIABLE, undefined)
  const xdg = temporaryFolder()
  vi.stubEnv('XDG_CACHE_HOME', xdg)
  expect(userCacheFolder(root)).toBe(join(xdg, 'gitops-render'))
  vi.stubEnv('XDG_CACHE_HOME', 'a/relative/path')
  vi.stubEnv('HOME', xdg)
  expect(homedir()).toBe(xdg)
  expect(userCacheFolder(root)).toBe(join(xdg, '.cache/gitops-render'))
})
