import { parse } from 'yaml'
import { holdsFile, releaseFile } from '../../../render/environment/environment.ts'
import { headOf } from '../git.ts'
import type { World } from '../world.ts'
import { type Holds, nothingHeld, type Release } from './model.ts'
import { type Tree, textIn, treeOf } from './tree.ts'

/** The repository as a commit holds it. */
export interface Look {
  readonly commit: string
  readonly tree: Tree
  readonly releases: Readonly<Record<string, Release>>
}

export function look({ root, environments }: World, commit = headOf(root)): Look {
  const tree = treeOf(root, commit)
  return {
    commit,
    tree,
    releases: Object.fromEntries(environments.map((name) => [name, releaseIn(tree, name)])),
  }
}

export const releaseIn = (tree: Tree, environment: string): Release =>
  parse(textIn(tree, releaseFile(environment)) ?? '{}').services ?? {}

export const holdsIn = (tree: Tree, environment: string): Holds => ({
  ...nothingHeld(),
  ...parse(textIn(tree, holdsFile(environment)) ?? '{}'),
})
