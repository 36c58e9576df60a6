import { pathProblem } from '../problem/safe-path.ts'
import { GitError, git } from './git.ts'
import { gitEnvironment } from './git-run.ts'
import { runProgram } from './run-program.ts'

/** A commit that holds what no working tree should get: crafted, or made on a system that allows it. */
export class CommitFilesError extends GitError {
  override readonly name = 'CommitFilesError'
  /** The input is wrong, not git. */
  readonly exit = 2
}

/**
 * The files of a commit below some folders, by path.
 *
 * A tree object can hold any name, `..` and `.git` included, and the same name twice; git refuses those when it checks
 * a commit out, not when it lists one.
 *
 * @throws {CommitFilesError} if a path could lead out of the folder that it is written to, or if there is anything but
 *   regular files: symbolic links and submodules are not followed. {GitError} if git fails.
 */
export async function filesAt(
  root: string,
  commit: string,
  folders: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const listed = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...folders])
  const entries = listed.split('\0').filter(Boolean).map(entryOf)
  refuseUnsafe(commit, entries)
  const contents = await readObjects(
    root,
    entries.map(({ object }) => object),
  )
  return new Map(
    entries.map(({ path }, index) => {
      const bytes = contents[index]
      if (!bytes)
        throw new GitError(`git cat-file: ${path} of ${commit} is missing from this clone: git fsck.`)
      return [path, bytes]
    }),
  )
}

/** What stands at each path of a commit: the name of a file's object; nothing for a link, a submodule, a crafted name. */
export async function listAt(root: string, commit: string): Promise<Map<string, string | undefined>> {
  const listed = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit])
  return new Map(
    listed
      .split('\0')
      .filter(Boolean)
      .map(entryOf)
      .map(({ mode, object, path }) => [
        path,
        /^100/.test(mode) && pathProblem(path) === undefined ? object : undefined,
      ]),
  )
}

interface Entry {
  readonly mode: string
  readonly object: string
  readonly path: string
}

function entryOf(line: string): Entry {
  const tab = line.indexOf('\t')
  const [mode = '', , object = ''] = line.slice(0, tab).split(' ')
  return { mode, object, path: line.slice(tab + 1) }
}

const KINDS: Readonly<Record<string, string>> = { '120000': 'a symbolic link', '160000': 'a submodule' }

function refuseUnsafe(commit: string, entries: readonly Entry[]): void {
  const seen = new Set<string>()
  const problems = entries.flatMap(({ mode, path }) => {
    const twice = seen.has(path)
    seen.add(path)
    const problem = pathProblem(path) ?? (twice ? 'is duplicated' : undefined)
    if (problem) return [`${JSON.stringify(path)} ${problem}`]
    return /^100/.test(mode) ? [] : [`${JSON.stringify(path)} is ${KINDS[mode] ?? `no file (mode ${mode})`}`]
  })
  const folder = entries.find(({ path }) => parentsOf(path).some((each) => seen.has(each)))
  if (folder) problems.push(`${JSON.stringify(folder.path)} lies below a path that is a file`)
  if (problems.length > 0)
    throw new CommitFilesError(
      `Commit ${commit.slice(0, 12)} can't be read: ${problems.join('; ')}. Name another commit, or remove that from the branch.`,
    )
}

const parentsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, steps) => steps.slice(0, index + 1).join('/'))

/**
 * The contents of many objects by name, in one run of git; nothing for those that git doesn't have.
 *
 * @throws {GitError}.
 */
export async function readObjects(
  root: string,
  names: readonly string[],
): Promise<(Uint8Array | undefined)[]> {
  if (names.length === 0) return []
  const run = await runProgram('git', ['cat-file', '--batch', '--buffer'], {
    cwd: root,
    env: gitEnvironment(),
    input: names.map((name) => `${name}\n`).join(''),
    maxBuffer: 2 ** 30,
  })
  if (run.failed) throw new GitError(`git cat-file: ${run.stderr.trim() || run.shortMessage}`)
  const decoder = new TextDecoder()
  const { stdout } = run
  let offset = 0
  return names.map(() => {
    // "<object> blob <size>", the content, a line break; or "<name> missing".
    const start = stdout.indexOf(10, offset) + 1
    const header = decoder.decode(stdout.subarray(offset, start - 1))
    const [, kind, size] = / ([a-z]+) ([0-9]+)$/.exec(header) ?? []
    const end = start + Number(size ?? -1)
    offset = end + 1
    return kind === 'blob' ? stdout.subarray(start, end) : undefined
  })
}
