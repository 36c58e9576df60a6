import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { git } from './git.ts'
import { readObjects } from './git-files.ts'

/** What git holds, and what of it is no ordinary file, by path from the repository's root. */
export interface SpecialEntries {
  /** Every path, of ordinary files too. */
  readonly paths: readonly string[]
  /** The target of each symbolic link. */
  readonly links: ReadonlyMap<string, string>
  /** The paths of submodules. */
  readonly submodules: readonly string[]
  /** Whether there is a .gitmodules. */
  readonly gitmodules: boolean
  /** Files that a sparse checkout leaves out of the working tree. */
  readonly leftOut: readonly string[]
}

const NONE: SpecialEntries = {
  paths: [],
  links: new Map(),
  submodules: [],
  gitmodules: false,
  leftOut: [],
}

/**
 * Reads the index of the repository at `root`, which is what the next commit holds and Argo CD will check out, whatever
 * lies in the working tree. Nothing for a copy without git.
 *
 * @throws GitError.
 */
export async function specialEntries(root: string): Promise<SpecialEntries> {
  if (!existsSync(join(root, '.git'))) return NONE
  const entries = (await git(root, ['ls-files', '--stage', '-t', '-z'])).split('\0').flatMap((line) => {
    const [, tag, mode, object, path] = /^(.) (\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(line) ?? []
    return mode && object && path ? [{ tag, mode, object, path }] : []
  })
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const links = entries.filter(({ mode }) => mode === '120000')
  const targets = await readObjects(
    root,
    links.map(({ object }) => object),
  )
  return {
    paths: entries.map(({ path }) => path),
    links: new Map(links.map(({ path }, index) => [path, decoder.decode(targets[index])])),
    // Each once: a merge that isn't resolved has up to three entries of a path.
    submodules: [...new Set(entries.filter(({ mode }) => mode === '160000').map(({ path }) => path))],
    leftOut: entries.flatMap(({ tag, path }) => (tag === 'S' ? [path] : [])),
    gitmodules: entries.some(({ path }) => path === '.gitmodules'),
  }
}
