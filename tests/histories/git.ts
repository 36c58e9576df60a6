import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Settings that keep a test's git apart from whatever this machine's git is set to. */
export const GIT_ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
}

/** Runs git; throws what it says. @returns stdout without the last line break. */
export const git = (root: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28 }).trimEnd()

/** Whether git said yes. */
export const gitSucceeds = (root: string, ...args: string[]): boolean =>
  spawnSync('git', args, { cwd: root, stdio: 'ignore' }).status === 0

/** The commit that is checked out, read as the files say it: thousands of processes less. */
export function headOf(root: string): string {
  const read = (file: string) => readFileSync(join(root, '.git', file), 'utf8').trimEnd()
  const head = read('HEAD')
  return head.startsWith('ref: ') ? read(head.slice(5)) : head
}
