import { parse } from 'yaml'
import { FLEET_FILE, holdsFile, releaseFile } from '../../../render/environment/environment.ts'
import { headOf } from '../git.ts'
import type { World } from '../world.ts'
import { type Holds, nothingHeld, type Release } from './model.ts'
import { type Tree, textIn, treeOf } from './tree.ts'

/** The repository as a commit holds it. */
export interface Look {
  readonly commit: string
  readonly tree: Tree
  readonly releases: Readonly<Record<string, Release>>
  readonly registry: string
}

export function look({ root, environments }: World, commit = headOf(root)): Look {
  const tree = treeOf(root, commit)
  return {
    commit,
    tree,
    releases: Object.fromEntries(environments.map((name) => [name, releaseIn(tree, name)])),
    registry: parse(textIn(tree, FLEET_FILE) ?? '').registry,
  }
}

export const releaseIn = (tree: Tree, environment: string): Release =>
  parse(textIn(tree, releaseFile(environment)) ?? '{}').services ?? {}

export const holdsIn = (tree: Tree, environment: string): Holds => ({
  ...nothingHeld(),
  ...parse(textIn(tree, holdsFile(environment)) ?? '{}'),
})

/** The image of a service as manifests name it. */
export function imageOf({ releases, registry }: Look, environment: string, service: string): string {
  const { tag, digest } = releases[environment]?.[service] ?? { tag: '' }
  return `${registry}/${service}:${tag}${digest ? `@${digest}` : ''}`
}
