import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderInLarger } from '../../render/repository/larger.ts'
import { copyOfRepository, ROOT, temporaryFolder } from '../support/repository.ts'

// Paths of Applications begin at a repository's root: https://github.com/argoproj/argo-cd/issues/11253

const init = (folder: string) => execFileSync('git', ['init', '--quiet', folder])

/** A tree of environments in the folder `deploy` of a repository. */
function inFolder(): string {
  const larger = temporaryFolder()
  init(larger)
  cpSync(copyOfRepository(), join(larger, 'deploy'), { recursive: true })
  return join(larger, 'deploy')
}

const run = (cwd: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'render/cli.js'), ...args], { cwd, encoding: 'utf8' })

test.each([
  ['render'],
  ['check'],
  ['validate'],
  ['diff'],
  ['report'],
  ['doctor'],
  ['history', 'staging'],
  ['images'],
  ['secrets', 'minikube'],
  ['hold', 'staging', '--reason', 'Orders were lost since noon'],
  ['new-environment', 'qa', '--like', 'staging'],
])('%s refuses a tree in a folder of a larger repository', (...args) => {
  const root = inFolder()
  const { status, stderr, stdout } = run(root, ...args)
  expect(stderr).toMatch(
    /^\. is the folder deploy\/ of a larger repository: .* move the tree to a repository of its own\.\n$/,
  )
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(existsSync(join(root, 'overlays'))).toBe(false)
})

test('and with -C from elsewhere, through a link', () => {
  const root = inFolder()
  const link = join(temporaryFolder(), 'link')
  symlinkSync(root, link)
  expect(run(temporaryFolder(), '-C', link, 'check')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is the folder deploy/ of a larger repository'),
  })
})

test('a tree with a repository of its own is none, nor is one without', () => {
  const root = inFolder()
  expect(folderInLarger(root)).toBe('deploy/')
  init(root)
  expect(folderInLarger(root)).toBe('')
  expect(folderInLarger(copyOfRepository())).toBe('')
  expect(folderInLarger(join(temporaryFolder(), 'gone'))).toBe('')
})

test('a worktree or submodule names its repository in a file', () => {
  const root = inFolder()
  writeFileSync(join(root, '.git'), 'gitdir: ../.git/worktrees/deploy\n')
  expect(folderInLarger(root)).toBe('')
})

test('an empty folder named .git is no repository', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, '.git'))
  cpSync(copyOfRepository(), join(folder, 'deploy'), { recursive: true })
  expect(folderInLarger(join(folder, 'deploy'))).toBe('')
})

test('a copy without git still renders', () => {
  const root = copyOfRepository()
  expect(run(root, 'render')).toMatchObject({ status: 0 })
})
