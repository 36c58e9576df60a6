import { execa } from 'execa'
import { git } from './git.ts'

/** A commit that changed a file, and what the file then held. */
export interface FileVersion {
  readonly commit: string
  readonly parents: readonly string[]
  readonly author: string
  /** ISO 8601, of the author's own time zone. */
  readonly date: string
  readonly subject: string
  /** Nothing if the commit deleted the file. */
  readonly text?: string
}

const FORMAT = ['%H', '%P', '%an', '%aI', '%s'].join('%x00')

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
  const texts = await textsOf(
    root,
    versions.map(({ commit }) => `${commit}:${path}`),
  )
  return versions.map((each, index) => {
    const text = texts[index]
    return { ...each, ...(text !== undefined && { text }) }
  })
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

function commitOf(line: string): Omit<FileVersion, 'text'> {
  const [commit = '', parents = '', author = '', date = '', subject = ''] = line.split('\0')
  return { commit, parents: parents.split(' ').filter(Boolean), author, date, subject }
}

/** The contents of many objects by name, in one run of git; nothing for those that aren't there. */
export async function textsOf(root: string, names: readonly string[]): Promise<(string | undefined)[]> {
  if (names.length === 0) return []
  const { stdout } = await execa('git', ['cat-file', '--batch', '--buffer'], {
    cwd: root,
    input: names.map((name) => `${name}\n`).join(''),
    encoding: 'buffer',
    maxBuffer: 2 ** 30,
    stripFinalNewline: false,
  })
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let offset = 0
  return names.map(() => {
    const start = stdout.indexOf(10, offset) + 1
    const header = decoder.decode(stdout.subarray(offset, start - 1))
    if (header.endsWith(' missing')) {
      offset = start
      return undefined
    }
    const size = Number(header.split(' ')[2])
    offset = start + size + 1
    return decoder.decode(stdout.subarray(start, start + size))
  })
}
