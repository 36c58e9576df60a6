import { isDefinition } from '../../catalog/base-paths.ts'
import type { RenderedFile } from '../../emit/files.ts'
import { environmentFile, FLEET_FILE, holdsFile, releaseFile } from '../../environment/environment.ts'
import type { Parse } from '../../environment/parse.ts'
import { at, entries } from '../../kubernetes/resource.ts'
import { filesBelow, workTree } from '../../repository/files.ts'
import { filesAt } from '../../tools/git-files.ts'

/** The repository on one side of a change: the text of every file by its path. */
export type Tree = ReadonlyMap<string, string>

/** The working tree, with overlays and apps as render would write them. */
export const workTreeOf = (root: string, files: readonly RenderedFile[]): Tree => {
  const written = workTree(root)
  return new Map([
    ...filesBelow(written, 'environments'),
    ...filesBelow(written, 'base'),
    ...files.map(({ path, text }) => [path, text] as const),
  ])
}

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

/**
 * What an environment's own files say, as far as they can be read: the schema may have been another one then, so that
 * nothing is certain of what is in them.
 */
export function definitionIn(
  tree: Tree,
  name: string,
  read: Parse,
): { readonly environment?: unknown; readonly release?: unknown; readonly holds?: unknown } {
  const value = (path: string) => valueIn(tree, path, read)
  return {
    environment: value(environmentFile(name)),
    release: value(releaseFile(name)),
    holds: value(holdsFile(name)),
  }
}

/** The version of kustomize that a tree's fleet.yaml names for a cluster. */
export function kustomizeIn(tree: Tree, cluster: string, read: Parse): string | undefined {
  const version = at(valueIn(tree, FLEET_FILE, read), 'clusters', cluster, 'argocd', 'kustomize')
  return typeof version === 'string' ? version : undefined
}

/** The Kubernetes versions of a tree's clusters. */
export const versionsIn = (tree: Tree, read: Parse): string[] =>
  entries(at(valueIn(tree, FLEET_FILE, read), 'clusters')).flatMap(([, cluster]) => {
    const version = at(cluster, 'kubernetes')
    return typeof version === 'string' ? [version] : []
  })

function valueIn(tree: Tree, path: string, read: Parse): unknown {
  const text = tree.get(path)
  return text === undefined ? undefined : read(path, Buffer.from(text)).value
}

/** The files of base that kustomize may read. */
export const builtFrom = (tree: Tree): Map<string, string> =>
  new Map([...below(tree, 'base')].filter(([path]) => !isDefinition(path)))

/** The files of a tree whose path begins so. */
export const below = (tree: Tree, folder: string): Map<string, string> =>
  new Map([...tree].filter(([path]) => path.startsWith(`${folder}/`)))

/** What belongs to an environment alone, and what belongs to none in particular but to all, by the environment's name. */
export function ownFiles(tree: Tree): (name: string) => [string, string][] {
  const files = [...tree]
  const fleet = files.filter(([path]) => path === FLEET_FILE)
  const owned = Map.groupBy(files, ([path]) => /^(?:environments|overlays)\/([^/]+)\//.exec(path)?.[1])
  return (name) => [...fleet, ...(owned.get(name) ?? [])]
}
