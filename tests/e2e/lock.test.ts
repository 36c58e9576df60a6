import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isAlive, processOf, readLock, removeLock, startTime, writeLock } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'todo-lock-'))
const file = join(folder, 'cache', 'lock.json')
afterAll(() => rmSync(folder, { recursive: true }))

test('is read as it was written, and absent once removed', () => {
  const run = { pid: 1, started: '2' }
  expect(readLock(file)).toBeUndefined()
  writeLock(file, run)
  expect(readLock(file)).toEqual(run)
  removeLock(file)
  expect(readLock(file)).toBeUndefined()
})

test.each(['', '{', 'null', '[]', '{"pid":"1"}'])('reads %j as no lock', (text) => {
  writeFileSync(join(folder, 'damaged'), text)
  expect(readLock(join(folder, 'damaged'))).toBeUndefined()
})

test('finds the start time behind a name with spaces and parentheses', () => {
  const fields = Array.from({ length: 30 }, (_, index) => String(index + 3))
  expect(startTime(`7 (a) b (c)) ${fields.join(' ')}`)).toBe('22')
})

test.runIf(process.platform === 'linux')('a process whose number another has now is not alive', () => {
  const self = processOf(process.pid)
  expect(isAlive(self)).toBe(true)
  expect(isAlive(self && { ...self, started: '1' })).toBe(false)
  expect(isAlive(undefined)).toBe(false)
})
