import { execFileSync } from 'node:child_process'
import { git } from '../git.ts'

/** The files of a commit: the id of each one's content, by path. */
export type Tree = ReadonlyMap<string, string>

/** Contents by id. They are the same in every repository, and most histories hold the same ones. */
const texts = new Map<string, string>()

const trees = new Map<string, Tree>()

export function treeOf(root: string, commit: string): Tree {
  const known = trees.get(commit)
  if (known) return known
  const listed = git(root, 'ls-tree', '-r', '-z', '--full-tree', commit)
  const tree = new Map<string, string>()
  for (const line of listed.split('\0').filter(Boolean)) {
    const [, id = '', path = ''] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
    tree.set(path, id)
  }
  load(
    root,
    [...tree.values()].filter((id) => !texts.has(id)),
  )
  trees.set(commit, tree)
  return tree
}

/** Forgets the commits of a history that is over. */
export const forgetTrees = (): void => trees.clear()

export const textIn = (tree: Tree, path: string): string | undefined => texts.get(tree.get(path) ?? '')

/** The paths at which two trees differ. */
export const changedPaths = (a: Tree, b: Tree): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).sort()

function load(root: string, ids: readonly string[]): void {
  if (ids.length === 0) return
  const output = execFileSync('git', ['cat-file', '--batch'], {
    cwd: root,
    input: ids.map((id) => `${id}\n`).join(''),
    maxBuffer: 2 ** 28,
  })
  let offset = 0
  for (const id of ids) {
    const start = output.indexOf(10, offset) + 1
    const size = Number(output.toString('latin1', offset, start).split(' ')[2])
    texts.set(id, output.toString('utf8', start, start + size))
    offset = start + size + 1
  }
}
