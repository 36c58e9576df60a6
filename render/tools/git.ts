import { execa } from 'execa'

/** git said no. */
export class GitError extends Error {
  override readonly name: string = 'GitError'
}

/** There is no repository, or no such commit: the command line is wrong, not git. */
export class NotInGitError extends GitError {
  override readonly name = 'NotInGitError'
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
export async function git(
  root: string,
  args: readonly string[],
  input?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const run = await execa('git', args, {
    cwd: root,
    reject: false,
    // Messages that are read must not depend on the language of the machine, and nobody is there to type a password.
    env: { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', ...env },
    ...(input !== undefined && { input }),
  })
  if (!run.failed) return run.stdout
  if (/^fatal: not a git repository/m.test(run.stderr ?? ''))
    throw new NotInGitError(
      'This is not a git repository: name the folder of one with -C, or make it one (git init, and a first commit).',
    )
  throw new GitError(`git ${args[0]}: ${mendOf(run) ?? (run.stderr?.trim() || run.shortMessage)}`)
}

/** What to do about failures that git itself doesn't explain, or not to somebody who runs another tool. */
function mendOf({ code, stderr = '', shortMessage = '' }: Failure): string | undefined {
  if (code === 'ENOENT' && !shortMessage.includes('cwd'))
    return 'there is no git on the PATH: install git 2.38 or newer.'
  if (/tell me who you are|empty ident|auto-detect/i.test(stderr))
    return 'git doesn\'t know who commits: `git config user.name "Your Name"` and `git config user.email you@example.com`.'
  return undefined
}

interface Failure {
  readonly code?: string | undefined
  readonly stderr?: string | undefined
  readonly shortMessage?: string | undefined
}

/** Whether git has the commit. */
export const hasCommit = (root: string, commit: string): Promise<boolean> =>
  succeeds(root, ['cat-file', '-e', `${commit}^{commit}`])

/** Whether a commit is `head` or an ancestor of it; false as well if git has one of them not. */
export const contains = (root: string, head: string, commit: string): Promise<boolean> =>
  succeeds(root, ['merge-base', '--is-ancestor', commit, head])

const succeeds = (root: string, args: readonly string[]): Promise<boolean> =>
  git(root, args).then(
    () => true,
    () => false,
  )

/** The commit that a name means. @throws {NotInGitError} if it means none, {GitError} if git can't tell. */
export async function commitOf(root: string, name: string): Promise<string> {
  try {
    return await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
  } catch (error) {
    // Fails only where git itself can't work, so that it isn't the name.
    await git(root, ['rev-parse'])
    if (name === 'HEAD')
      throw new NotInGitError('Nothing is committed here yet: make a first commit.', { cause: error })
    const several = await commitsBeginning(root, name)
    throw new NotInGitError(
      several.length > 1
        ? `"${name}" is ambiguous, several commits begin with it: ${several.map((id) => id.slice(0, 12)).join(', ')}. Name more of the id.`
        : `git knows no commit "${name}": fetch it, or name another one.`,
      { cause: error },
    )
  }
}

/** The commits whose ids begin with `prefix`; none if it can't begin an id. @throws GitError. */
async function commitsBeginning(root: string, prefix: string): Promise<string[]> {
  if (!/^[0-9a-f]{4,}$/.test(prefix)) return []
  const objects = (await git(root, ['rev-parse', `--disambiguate=${prefix}`])).split('\n')
  const types = await git(root, ['cat-file', '--batch-check=%(objecttype)'], objects.join('\n'))
  return types.split('\n').flatMap((type, index) => (type === 'commit' ? (objects[index] ?? []) : []))
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
