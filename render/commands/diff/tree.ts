import { isDefinition } from '../../catalog/base-paths.ts'
import {
  type Definition,
  environmentFile,
  FLEET_FILE,
  holdsFile,
  releaseFile,
} from '../../environment/environment.ts'
import { parse } from '../../environment/parse.ts'
import type { EnvironmentDefinition, Fleet, Release } from '../../environment/schema.ts'
import { readDefinition, readFleet } from '../../environment/sources.ts'
import { filesBelow, workTree } from '../../repository/files.ts'
import { filesAt } from '../../tools/git-files.ts'
import type { Rendering } from '../render-all.ts'

/** The repository on one side of a change: the text of every file by its path. */
export type Tree = ReadonlyMap<string, string>

/** The work tree, with overlays and apps as render would write them. */
export const workTreeOf = (root: string, base: Tree, { files }: Rendering): Tree =>
  new Map([
    ...filesBelow(workTree(root), 'environments'),
    ...base,
    ...files.map(({ path, text }) => [path, text] as const),
  ])

/** A commit, exactly as git holds it. @throws GitError. */
export async function treeAt(root: string, commit: string): Promise<Tree> {
  const files = await filesAt(root, commit, ['environments', 'base', 'overlays', 'apps'])
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]))
}

/** An environment that is rendered in a tree: its cluster, and the file with its AppProject and Application. */
export interface Rendered {
  readonly name: string
  readonly cluster: string
  readonly argocd: string
}

export const renderedIn = (tree: Tree): Map<string, Rendered> =>
  new Map(
    [...tree].flatMap(([path, text]) => {
      const [, cluster, name] = /^apps\/([^/]+)\/environments\/([^/]+)\.yaml$/.exec(path) ?? []
      return cluster && name ? [[name, { name, cluster, argocd: text }]] : []
    }),
  )

/** What an environment's own files say, as far as they can be read: the schema may have been another one then. */
export function definitionIn(
  tree: Tree,
  name: string,
): { environment?: Partial<EnvironmentDefinition>; release?: Partial<Release> } & Pick<Definition, 'holds'> {
  const bytes = (path: string) => {
    const text = tree.get(path)
    return text === undefined ? undefined : Buffer.from(text)
  }
  const source = {
    name,
    environment: bytes(environmentFile(name)),
    release: bytes(releaseFile(name)),
    holds: bytes(holdsFile(name)),
  }
  return readDefinition(source, parse).definition ?? {}
}

export function fleetIn(tree: Tree): Fleet | undefined {
  const text = tree.get(FLEET_FILE)
  return readFleet(text === undefined ? undefined : Buffer.from(text), parse).value
}

/** The files of base that kustomize may read. */
export const builtFrom = (tree: Tree): Map<string, string> =>
  new Map([...below(tree, 'base')].filter(([path]) => !isDefinition(path)))

/** The files of a tree whose path begins so. */
export const below = (tree: Tree, folder: string): Map<string, string> =>
  new Map([...tree].filter(([path]) => path.startsWith(`${folder}/`)))
