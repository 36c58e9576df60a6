import { git } from './git.ts'
import { readObjects } from './git-files.ts'

/** A commit that changed a file, and what the file then held. */
export interface FileVersion {
  readonly commit: string
  readonly parents: readonly string[]
  readonly author: string
  /** ISO 8601, of the author's own time zone. */
  readonly date: string
  /** When it was committed, in seconds since 1970. */
  readonly committed: number
  readonly subject: string
  /** Nothing if the commit deleted the file. */
  readonly text?: string
}

const FORMAT = ['%H', '%P', '%an', '%aI', '%ct', '%s'].join('%x00')

/** Not `git log`, whose output people set up as they like: with signatures, in another encoding, following renames. */
const commits = (root: string, format: string, ...args: readonly string[]): Promise<string> =>
  git(root, ['rev-list', '--no-commit-header', '--encoding=UTF-8', `--format=${format}`, ...args])

/**
 * The versions of a file, newest first, along the first parents: a merge counts as the one change that it is to the
 * branch. @throws {GitError}.
 */
export async function fileHistory(root: string, head: string, path: string): Promise<FileVersion[]> {
  const listed = await commits(root, FORMAT, '--first-parent', head, '--', path)
  const versions = listed.split('\n').filter(Boolean).map(commitOf)
  const contents = await readObjects(
    root,
    versions.map(({ commit }) => `${commit}:${path}`),
  )
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return versions.map((each, index) => {
    const bytes = contents[index]
    return { ...each, ...(bytes && { text: decoder.decode(bytes) }) }
  })
}

/** The commits along the first parents, newest first; with paths, those that changed something below them. @throws {GitError}. */
export async function firstParentLine(
  root: string,
  head: string,
  paths: readonly string[] = [],
): Promise<string[]> {
  const listed = await git(root, ['rev-list', '--first-parent', head, '--', ...paths])
  return listed.split('\n').filter(Boolean)
}

/** The commits that one has and the other has not, newest first, at most `limit`; all commits of `to` without `from`. */
export async function commitsBetween(
  root: string,
  from: string,
  to: string,
  limit: number,
): Promise<{ commit: string; subject: string }[]> {
  const listed = await commits(root, '%H%x00%s', `--max-count=${limit}`, `${from}..${to}`, '--')
  return listed
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [commit = '', subject = ''] = line.split('\0')
      return { commit, subject }
    })
}

/** The whole messages of the commits between two that changed a file. @throws {GitError}. */
export async function messagesBetween(
  root: string,
  from: string,
  to: string,
  path: string,
): Promise<string[]> {
  const listed = await commits(root, '%B%x00', '--full-history', `${from}..${to}`, '--', path)
  return listed
    .split('\0')
    .map((message) => message.trim())
    .filter(Boolean)
}

/** When commits were made, in seconds since 1970; those that git lacks are left out. @throws {GitError}. */
export async function commitTimes(
  root: string,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  // What an old release.yaml calls a commit may be anything, an option of git's included.
  const ids = wanted.filter((commit) => /^[0-9a-f]{40,64}$/.test(commit))
  if (ids.length === 0) return new Map()
  const args = [
    'rev-list',
    '--no-commit-header',
    '--no-walk',
    '--ignore-missing',
    '--format=%H %ct',
    '--stdin',
  ]
  const listed = await git(root, args, ids.map((commit) => `${commit}\n`).join(''))
  return new Map(
    listed
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [commit = '', seconds] = line.split(' ')
        return [commit, Number(seconds)]
      }),
  )
}

function commitOf(line: string): Omit<FileVersion, 'text'> {
  const [commit = '', parents = '', author = '', date = '', committed = '', subject = ''] = line.split('\0')
  return {
    commit,
    parents: parents.split(' ').filter(Boolean),
    author,
    date,
    committed: Number(committed),
    subject,
  }
}
