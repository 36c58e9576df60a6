import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { cacheIn } from '../../render/cache/cache.ts'
import { openRecords } from '../../render/cache/records.ts'
import { ROOT, temporaryFolder } from '../support/repository.ts'

test('what is set is there for the next process, byte for byte', () => {
  const folder = temporaryFolder()
  for (const text of ['', 'a', 'a\nb\n', 'ü\u2028\0', 'x'.repeat(2 ** 20)]) {
    cacheIn(() => folder).set('key', text)
    expect(cacheIn(() => folder).get('key')).toBe(text)
  }
  expect(cacheIn(() => folder).get('other')).toBeUndefined()
  expect(readdirSync(join(folder, 'entries'))).toEqual(['key'])
})

test.each<[string, (file: string) => void]>([
  ['cut off', (file) => truncateSync(file, 70)],
  ['empty', (file) => truncateSync(file, 0)],
  ['changed', (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('manifests', 'manifest5'))],
  ['longer', (file) => writeFileSync(file, 'more', { flag: 'a' })],
  ['without its hash', (file) => writeFileSync(file, 'manifests')],
])('an entry that is %s counts as missing and can be set again', (_, damage) => {
  const folder = temporaryFolder()
  const cache = cacheIn(() => folder)
  cache.set('key', 'manifests')
  damage(join(folder, 'entries/key'))
  expect(cache.get('key')).toBeUndefined()
  cache.set('key', 'manifests')
  expect(cache.get('key')).toBe('manifests')
})

test('a folder that cannot be used costs time only', () => {
  const folder = join(temporaryFolder(), 'file')
  writeFileSync(folder, '')
  const cache = cacheIn(() => folder)
  cache.set('key', 'text')
  expect(cache.get('key')).toBeUndefined()
  cache.prune(new Date())
})

test('what was not used for two weeks goes, and what a killed process left', () => {
  const folder = temporaryFolder()
  const cache = cacheIn(() => folder)
  const now = new Date('2026-06-30')
  const entry = (name: string, date: string) => {
    cache.set(name, name)
    utimesSync(join(folder, 'entries', name), new Date(date), new Date(date))
  }
  entry('old', '2026-06-10')
  entry('young', '2026-06-20')
  entry('killed.part', '2026-06-28')
  cache.prune(now)
  expect(readdirSync(join(folder, 'entries'))).toEqual(['young'])
})

test('several processes write one entry, some are killed meanwhile: it is whole or missing at any time', async () => {
  const folder = temporaryFolder()
  const script = `
    import { cacheIn } from ${JSON.stringify(join(ROOT, 'render/cache/cache.ts'))}
    const cache = cacheIn(() => ${JSON.stringify(folder)})
    const text = process.argv[1].repeat(500_000)
    for (;;) cache.set('key', text)`
  const writers = ['a', 'b', 'c'].map((letter) =>
    spawn(process.execPath, ['--input-type=module-typescript', '--eval', script, letter], {
      stdio: 'ignore',
    }),
  )
  const cache = cacheIn(() => folder)
  while (!existsSync(join(folder, 'entries/key'))) await setTimeout(20)
  for (const writer of writers) {
    for (let looked = 0; looked < 20; looked++) {
      expect(cache.get('key') ?? 'aaa').toMatch(/^(a+|b+|c+)$/)
      await setTimeout(5)
    }
    writer.kill('SIGKILL')
  }
  cache.set('key', 'after')
  expect(cache.get('key')).toBe('after')
})

test('records keep what a run used, and all if it looked at a part only', () => {
  const folder = temporaryFolder()
  const cache = cacheIn(() => folder)
  const first = openRecords(cache, 'records')
  first.set('a', { found: [1] })
  first.set('b', 2)
  first.save()
  const part = openRecords(cache, 'records', { keepUnused: true })
  part.set('c', 3)
  part.save()
  const second = openRecords(cache, 'records')
  expect([second.get('a'), second.get('b'), second.get('c')]).toEqual([{ found: [1] }, 2, 3])
  const third = openRecords(cache, 'records')
  third.get('a')
  third.set('d', 4)
  third.save()
  expect(openRecords(cache, 'records').get('b')).toBeUndefined()
})
