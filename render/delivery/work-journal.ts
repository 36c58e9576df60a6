import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Change } from '../emit/tree.ts'
import { textOf } from '../repository/text.ts'
import { applyChanges } from '../repository/write.ts'
import { contains, git, gitPath, hasCommit } from '../tools/git.ts'
import { filesAt } from '../tools/git-files.ts'

/** A way that the files of the working tree are on, ahead of their branch. */
export interface Way {
  readonly from: string
  readonly to: string
  readonly paths: readonly string[]
}

/**
 * Brings files and index from one commit to the other. A journal in git's own folder names the way first, so that the
 * next run puts them back if this one is killed before the branch follows. In the working tree a pull request could bring
 * one, and have files overwritten.
 */
export async function bring(root: string, way: Way): Promise<void> {
  const journal = await journalOf(root)
  mkdirSync(dirname(journal), { recursive: true })
  writeFileSync(journal, JSON.stringify(way))
  const after = await textsAt(root, way.to, way.paths)
  write(root, way.paths, after)
  await git(root, ['reset', '--quiet', way.to, '--', ...way.paths])
}

/**
 * Ends what a killed run began. If the branch has arrived, all is done. Else the files are put back to where it is.
 *
 * @throws GitError, and WriteError if a file can't be written.
 */
export async function recover(root: string): Promise<void> {
  const journal = await journalOf(root)
  const way = readJournal(journal)
  // Git forgets a commit that no branch came to hold, after two weeks: then it is unknown which changes were ours.
  if (way && (await hasCommit(root, way.to)) && !(await contains(root, 'HEAD', way.to)))
    await putBack(root, way)
  rmSync(journal, { force: true })
}

/** Only what is as `bring` left it is put back; what someone has changed or committed since is theirs. */
async function putBack(root: string, { from, to, paths }: Way): Promise<void> {
  const head = await headOf(root)
  const [before, after, now] = [
    await textsAt(root, from, paths),
    await textsAt(root, to, paths),
    await textsAt(root, head, paths),
  ]
  const text = textOf(root)
  const untouched = paths.filter((path) => {
    const found = text(path)
    return now.get(path) === before.get(path) && (found === after.get(path) || found === before.get(path))
  })
  write(
    root,
    untouched.filter((path) => text(path) !== before.get(path)),
    before,
  )
  if (untouched.length > 0) await git(root, ['reset', '--quiet', head, '--', ...untouched])
}

export const headOf = (root: string): Promise<string> => git(root, ['rev-parse', '--verify', 'HEAD^{commit}'])

/** The texts of files at a commit; a file that isn't there is missing. */
export async function textsAt(
  root: string,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const files = paths.length === 0 ? new Map() : await filesAt(root, commit, paths)
  return new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]))
}

const journalOf = (root: string): Promise<string> => gitPath(root, 'work-branch.json')

function readJournal(journal: string): Way | undefined {
  try {
    return JSON.parse(readFileSync(journal, 'utf8')) as Way
  } catch {
    return undefined // none, or cut off by a kill: then no file has been touched
  }
}

const write = (root: string, paths: readonly string[], texts: ReadonlyMap<string, string>): void =>
  applyChanges(
    root,
    paths.map((path): Change => {
      const text = texts.get(path)
      return text === undefined ? { kind: 'delete', path } : { kind: 'update', path, text }
    }),
  )
