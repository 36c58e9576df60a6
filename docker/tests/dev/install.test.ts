import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isInstalled } from '../../dev/install.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'todo-install-'))
  await mkdir(join(folder, 'node_modules'))
})
afterEach(() => rm(folder, { recursive: true }))

const a = { version: '1.0.0', integrity: 'sha512-a' }
const wanted = {
  '': { version: '0.0.0' },
  backend: { version: '0.0.0' },
  'node_modules/a': a,
  'node_modules/for-another-platform': { ...a, optional: true },
}
const write = (file: string, packages: object) => writeFile(join(folder, file), JSON.stringify({ packages }))

it.each([
  ['all that is needed is there', { 'node_modules/a': a }, true],
  ['one is missing', {}, false],
  ['one has another version', { 'node_modules/a': { ...a, version: '1.0.1' } }, false],
  ['one has other content', { 'node_modules/a': { ...a, integrity: 'sha512-b' } }, false],
  [
    'an optional one has another version',
    { ...wanted, 'node_modules/for-another-platform': { version: '2.0.0' } },
    false,
  ],
])('when %s', async (_, present, expected) => {
  await write('package-lock.json', wanted)
  await write('node_modules/.package-lock.json', present)
  expect(await isInstalled(folder)).toBe(expected)
})

it('before the first installation', async () => {
  await write('package-lock.json', wanted)
  expect(await isInstalled(folder)).toBe(false)
})

it('in this workspace', async () => {
  expect(await isInstalled(join(import.meta.dirname, '../..'))).toBe(true)
})
