import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withLock } from '../../render/repository/lock.ts'
import { temporaryFolder, write } from '../support/repository.ts'

/** The id of a process that has just ended. */
const gone = (): number => spawnSync(process.execPath, ['--version']).pid

test('what killed processes left beside a lock is gone after the next run, what belongs to others stays', async () => {
  const root = temporaryFolder()
  const dead = String(gone())
  write(root, {
    'a.lock': dead,
    [`a.lock.${dead}`]: dead,
    'a.lock.guard': dead,
    [`a.lock.guard.${dead}`]: dead,
    [`a.lock.${process.ppid}`]: String(process.ppid),
    [`b.lock.${dead}`]: dead,
  })
  await withLock(join(root, 'a.lock'), async () =>
    expect(readFileSync(join(root, 'a.lock'), 'utf8')).toBe(String(process.pid)),
  )
  expect(readdirSync(root).sort()).toEqual([`a.lock.${process.ppid}`, `b.lock.${dead}`].sort())
})

test('only one at a time, and the lock is free after a failure', async () => {
  const lock = join(temporaryFolder(), 'folder/a.lock')
  let inside = 0
  const enter = () =>
    withLock(lock, async () => {
      inside += 1
      await new Promise((resolve) => setTimeout(resolve, 30))
      const together = inside
      inside -= 1
      return together
    })
  expect(await Promise.all([enter(), enter(), enter()])).toEqual([1, 1, 1])
  const failing = withLock(lock, async () => {
    throw new Error('broken')
  })
  await expect(failing).rejects.toThrow('broken')
  expect(await enter()).toBe(1)
})
