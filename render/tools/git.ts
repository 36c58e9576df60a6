import { execa } from 'execa'

/** git said no. */
export class GitError extends Error {
  override readonly name = 'GitError'
}

/** Whether git tracks the file; false outside of a repository. */
export async function isTracked(root: string, path: string): Promise<boolean> {
  const asked = await execa('git', ['ls-files', '--error-unmatch', '--', path], { cwd: root, reject: false })
  return !asked.failed
}

/**
 * Runs git in the repository at `root`.
 *
 * @returns stdout without the last line break. @throws {GitError} with what git said.
 */
export async function git(root: string, args: readonly string[], input?: string): Promise<string> {
  const run = await execa('git', args, {
    cwd: root,
    reject: false,
    // Messages that are read must not depend on the language of the machine, and nobody is there to type a password.
    env: { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' },
    ...(input !== undefined && { input }),
  })
  if (run.failed) throw new GitError(`git ${args[0]}: ${run.stderr?.trim() || run.shortMessage}`)
  return run.stdout
}

/** The commit that a name means. @throws {GitError} if it means none. */
export async function commitOf(root: string, name: string): Promise<string> {
  try {
    return await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
  } catch (error) {
    throw new GitError(`git knows no commit "${name}": fetch it, or name another one.`, { cause: error })
  }
}

/** The newest commit that both have; nothing if their histories have none in common. */
export async function mergeBase(root: string, a: string, b: string): Promise<string | undefined> {
  const asked = await execa('git', ['merge-base', a, b], { cwd: root, reject: false })
  return asked.failed ? undefined : asked.stdout
}

/** The regular files of a commit below some folders, by path. @throws {GitError}. */
export async function filesAt(
  root: string,
  commit: string,
  folders: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const listed = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...folders])
  const found = listed.split('\0').flatMap((line) => {
    const match = /^(100644|100755) blob ([0-9a-f]+)\t(.*)$/s.exec(line)
    return match ? [{ blob: match[2] as string, path: match[3] as string }] : []
  })
  const { stdout } = await execa('git', ['cat-file', '--batch', '--buffer'], {
    cwd: root,
    input: found.map(({ blob }) => `${blob}\n`).join(''),
    encoding: 'buffer',
    maxBuffer: 2 ** 30,
    stripFinalNewline: false,
  })
  const files = new Map<string, Uint8Array>()
  let offset = 0
  for (const { path } of found) {
    // "<blob> blob <size>", the content, a line break.
    const start = stdout.indexOf(10, offset) + 1
    const size = Number(new TextDecoder().decode(stdout.subarray(offset, start)).split(' ')[2])
    files.set(path, stdout.subarray(start, start + size))
    offset = start + size + 1
  }
  return files
}
