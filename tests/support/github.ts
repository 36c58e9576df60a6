import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'
import { git } from './github/git.ts'
import { type FakeGitHub, openGitHub, push } from './github/server.ts'
import { temporaryFolder } from './repository.ts'

export { BOT, type FakeGitHub, type Request } from './github/server.ts'

/**
 * A GitHub that closes when the test ends.
 *
 * @param folder a bare repository; without, one with a README.md on main is made.
 */
export async function startGitHub(folder?: string): Promise<FakeGitHub> {
  const github = await openGitHub(folder ?? (await bare()))
  onTestFinished(github.close)
  return github
}

let template: Promise<string> | undefined
afterAll(async () => {
  if (template) rmSync(await template, { recursive: true, force: true })
})

/** A copy: making one takes five processes. */
async function bare(): Promise<string> {
  template ??= makeTemplate()
  const folder = temporaryFolder()
  cpSync(await template, folder, { recursive: true })
  return folder
}

async function makeTemplate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-gitops-bare-'))
  await git(folder, ['init', '--quiet', '--bare', '--template=', '--initial-branch=main'])
  await git(folder, ['config', 'core.fsync', 'none'])
  await push(folder, 'main', { 'README.md': 'Todo\n' }, 'Begin')
  return folder
}
