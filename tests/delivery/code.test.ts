import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diff } from '../../render/commands/diff/diff.ts'
import { hold } from '../../render/commands/release/hold.ts'
import { temporaryFolder } from '../support/repository.ts'
import { cloneOf, commitAll, git, headOf, makeClones, removeTemplate } from './clones.ts'

// Code of another commit never runs: not for a command that decides on top of it, and not for a comparison with it.

afterAll(removeTemplate)

const COMPONENT = 'base/components/spread/component.ts'
const THROWS = "throw new Error('this code ran')\n"
const make = () => makeClones(temporaryFolder())
const reason = 'wait for the new schema'

test('a command that decides on the newest commit refuses one with other code', async () => {
  const { work, remote, folder } = make()
  const other = cloneOf({ folder, remote, work }, 'other')
  writeFileSync(join(other, COMPONENT), THROWS)
  commitAll(other, 'Other code')
  git(other, 'push', '--quiet')
  const head = headOf(remote, 'main')

  const { exit, errors } = await hold(work, 'staging', { reason, push: true })
  expect(exit).toBe(2)
  expect(errors.join('\n')).toContain(COMPONENT)
  expect(errors.join('\n')).toContain(`git switch --detach ${head.slice(0, 12)}`)
  expect(errors.join('\n')).not.toContain('this code ran')
  expect(headOf(remote, 'main')).toBe(head)
})

test('and so does one here, while code is uncommitted changes', async () => {
  const { work } = make()
  const head = headOf(work)
  const file = join(work, COMPONENT)
  writeFileSync(file, `${readFileSync(file, 'utf8')}// changed\n`)
  expect(await hold(work, 'staging', { reason })).toMatchObject({ exit: 2 })
  expect(headOf(work)).toBe(head)
  git(work, 'checkout', '--quiet', '--', COMPONENT)
  expect(await hold(work, 'staging', { reason })).toMatchObject({ exit: 0 })
})

test('diff reads what the base has rendered, and runs nothing of it', async () => {
  const { work } = make()
  const text = readFileSync(join(work, COMPONENT), 'utf8')
  writeFileSync(join(work, COMPONENT), THROWS)
  commitAll(work, 'Code that throws')
  writeFileSync(join(work, COMPONENT), text)
  commitAll(work, 'Code that does not')
  expect(await diff(work, { base: 'HEAD~1' })).toMatchObject({ exit: 0 })
})
