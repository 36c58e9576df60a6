import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isAlive, processOf, readJournal, removeJournal, startTime, writeJournal } from './journal.ts'

const folder = mkdtempSync(join(tmpdir(), 'todo-journal-'))
const file = join(folder, 'cache', 'journal.json')
afterAll(() => rmSync(folder, { recursive: true }))

test('is read as it was written, and absent once removed', () => {
  const journal = { networkNamespace: 'todo-e2e', run: { pid: 1, started: '2' } }
  expect(readJournal(file)).toBeUndefined()
  writeJournal(file, journal)
  expect(readJournal(file)).toEqual(journal)
  removeJournal(file)
  expect(readJournal(file)).toBeUndefined()
})

test.each(['', '{', 'null', '[]', '{"networkNamespace":1}'])('reads %j as no journal', (text) => {
  writeFileSync(join(folder, 'damaged'), text)
  expect(readJournal(join(folder, 'damaged'))).toBeUndefined()
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
