import { lstatSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type GitRun, runGit } from './git-run.ts'

/** git said no. */
export class GitError extends Error {
  override readonly name: string = 'GitError'
}

/** There is no repository, or no such commit: the command line is wrong, not git. */
export class NotInGitError extends GitError {
  override readonly name = 'NotInGitError'
}

/**
 * Whether the file is in git: in the index, or in the current commit although it was taken from the index. False where
 * there is no repository at all.
 *
 * @throws {GitError} if git can't tell: a failure is no answer, and a secret would be taken for one that never left.
 */
export async function isTracked(root: string, path: string): Promise<boolean> {
  const run = await runGit(root, ['ls-files', '--error-unmatch', '--', path])
  if (!run.failed) return true
  if (run.exitCode === 1) return isCommitted(root, path)
  if (isOutside(root, run)) return false
  throw unanswered(run)
}

/** Whether the current commit holds the file; false before the first commit. */
async function isCommitted(root: string, path: string): Promise<boolean> {
  const head = await runGit(root, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  if (head.exitCode === 1) return false
  return (await git(root, ['ls-tree', '--name-only', 'HEAD', '--', path])) !== ''
}

/** The files that git tracks below a folder, or at that path; none where there is no repository. @throws {GitError}. */
export async function trackedBelow(root: string, folder: string): Promise<string[]> {
  const run = await runGit(root, ['ls-files', '-z', '--', folder])
  if (!run.failed) return run.stdout.split('\0').filter(Boolean)
  if (isOutside(root, run)) return []
  throw unanswered(run)
}

/** Whether git failed because there is no repository: it says the same of one that is damaged. */
const isOutside = (root: string, run: GitRun): boolean =>
  failureOf('ls-files', run) instanceof NotInGitError && !liesBelowGitFolder(root)

/** What git tracks is unknown: the caller must stop. */
const unanswered = (run: GitRun): GitError => {
  const failure = failureOf('ls-files', run)
  return failure instanceof NotInGitError
    ? new GitError(`git can't read this repository: ${run.stderr.trim()}`, { cause: failure })
    : failure
}

/** git also says "not a git repository" of one that is damaged, or that begins on another file system. */
function liesBelowGitFolder(root: string): boolean {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false })) return true
    if (folder === dirname(folder)) return false
  }
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
  const run = await runGit(root, args, { env, ...(input !== undefined && { input }) })
  if (!run.failed) return run.stdout
  throw failureOf(args[0] ?? '', run)
}

/** The path of a file of this tool in git's own folder of the working tree, which no commit can put anything into. */
export const gitPath = (root: string, name: string): Promise<string> =>
  git(root, ['rev-parse', '--path-format=absolute', '--git-path', `gitops-render/${name}`])

/**
 * Runs git where exit code 1 is an answer: no.
 *
 * @returns stdout, or nothing for no. @throws {GitError} for every other failure.
 */
export async function askGit(root: string, args: readonly string[]): Promise<string | undefined> {
  const run = await runGit(root, args)
  if (!run.failed) return run.stdout
  if (run.exitCode === 1) return undefined
  throw failureOf(args[0] ?? '', run)
}

/** A failed run of git in words. */
function failureOf(command: string, run: GitRun): GitError {
  if (/^fatal: not a git repository/m.test(run.stderr))
    return new NotInGitError(
      'This is not a git repository: name one with -C, or create it (git init, and a first commit).',
    )
  return new GitError(`git ${command}: ${remediationOf(run) ?? (run.stderr.trim() || run.shortMessage)}`)
}

/** What to do about failures that git itself doesn't explain, or not to someone who runs another tool. */
function remediationOf({ code, stderr, shortMessage = '' }: GitRun): string | undefined {
  if (code === 'ENOENT' && !shortMessage.includes('cwd')) return 'git not found; install git 2.38 or later.'
  if (/tell me who you are|empty ident|auto-detect/i.test(stderr))
    return 'git doesn\'t know who commits: `git config user.name "Your Name"` and `git config user.email you@example.com`.'
  return undefined
}

/** Whether git has the commit. @throws {GitError} if git can't tell. */
export async function hasCommit(root: string, commit: string): Promise<boolean> {
  // Not `cat-file -e`, which fails in the same way for a commit that is missing and for a repository that is broken.
  const answer = await git(root, ['cat-file', '--batch-check'], `${commit.replaceAll('\n', ' ')}^{commit}\n`)
  return / commit [0-9]+$/.test(answer)
}

/** Whether a commit is `head` or an ancestor of it. @throws {GitError} if git lacks one of them, or can't tell. */
export const contains = async (root: string, head: string, commit: string): Promise<boolean> =>
  (await askGit(root, ['merge-base', '--is-ancestor', commit, head])) !== undefined

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
        ? `"${name}" is ambiguous; several commits start with it: ${several.map((id) => id.slice(0, 12)).join(', ')}. Use more characters of the ID.`
        : `Commit "${name}" not found: fetch it, or name another one.`,
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

/** The newest commit that both have; nothing if their histories have none in common. @throws {GitError}. */
export const mergeBase = (root: string, a: string, b: string): Promise<string | undefined> =>
  askGit(root, ['merge-base', a, b])
