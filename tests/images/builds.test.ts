import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBuilds } from '../../render/commands/release/builds.ts'
import { build } from '../release/builds.ts'
import { temporaryFolder, write } from '../support/repository.ts'

const backend = { service: 'backend', ...build('a') }
const frontend = { service: 'frontend', ...build('b') }
const BOTH = { backend: build('a'), frontend: build('b') }

/** A folder with files of these values; a text as it is. */
function folder(files: Readonly<Record<string, unknown>>): string {
  const root = temporaryFolder()
  for (const [name, value] of Object.entries(files))
    write(root, { [name]: typeof value === 'string' ? value : JSON.stringify(value) })
  return root
}

test('a list in a file, one build in a file, and a folder of either', () => {
  const root = folder({ 'all.json': [backend, frontend], 'one.json': backend })
  expect(readBuilds(join(root, 'all.json'))).toEqual(BOTH)
  expect(readBuilds(join(root, 'one.json'))).toEqual({ backend: build('a') })
  expect(readBuilds(folder({ 'a.json': backend, 'b.json': [frontend], 'notes.txt': 'no JSON' }))).toEqual(
    BOTH,
  )
})

test.each([
  ['an empty folder', {}, 'contains no build'],
  ['no JSON', { 'a.json': '{' }, 'a.json: Expected property name'],
  ['no service', { 'a.json': [{ tag: '1' }] }, 'every build needs a "service"'],
  ['null', { 'a.json': [null] }, 'every build needs a "service"'],
  ['twice', { 'a.json': backend, 'b.json': backend }, 'The service "backend" is named twice.'],
  ['a digest of another form', { 'a.json': { ...backend, digest: 'sha256:1' } }, 'backend.digest'],
])('%s is refused', (_, files, says) => {
  expect(() => readBuilds(folder(files))).toThrow(says)
})

test('a file that is not there is refused with its name', () => {
  expect(() => readBuilds('nowhere.json')).toThrow('nowhere.json: ENOENT')
})
