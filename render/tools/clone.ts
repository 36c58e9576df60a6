import { GitError, git } from './git.ts'

/** What git says of a folder that lies in a repository. */
export interface Clone {
  /** The folder's path in the repository, as `deploy/`; empty at its root. */
  readonly prefix: string
  /** Whether a part of the history was left out. */
  readonly shallow: boolean
}

/** Asks git about the folder `root`. @throws {GitError} with a fix if it lies in no repository. */
export async function cloneAt(root: string): Promise<Clone> {
  const answers = await git(root, [
    'rev-parse',
    ...['--is-inside-work-tree', '--show-prefix', '--is-shallow-repository'],
  ])
  const [inside, prefix = '', shallow] = answers.split('\n')
  if (inside !== 'true')
    throw new GitError(
      `${root} is not in the working tree of its git repository: core.worktree names another folder, or the repository is bare. Name the working tree with -C.`,
    )
  return { prefix, shallow: shallow === 'true' }
}
