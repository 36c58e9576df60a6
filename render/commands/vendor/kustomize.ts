import { join } from 'node:path'
import { buildFolders, ORIGIN, TO_TREE } from '../../build/folders.ts'
import { openCache } from '../../cache/cache.ts'
import { readKustomization } from '../../folder/folder.ts'
import { takeOrigin } from '../../folder/origin.ts'
import { readResources } from '../../kubernetes/read.ts'
import { place, placeText } from '../../output/place.ts'
import { type Problem, wrongFile, wrongValue } from '../../problem/problem.ts'
import { GitError } from '../../tools/git.ts'
import { findKustomize } from '../../tools/kustomize.ts'
import { fetchCommit, tagsOf } from '../../tools/remote-commit.ts'
import { newestVersion } from '../../vendor/newest.ts'
import { type Folder, type Source, sourceFile } from '../../vendor/source.ts'
import { withCommit } from '../folder/commit-files.ts'
import { type Inflated, NOTHING } from './inflated.ts'

export interface FolderOptions {
  /** The version of kustomize that Argo CD builds with. */
  readonly kustomize: string
  /** An empty folder. */
  readonly stage: string
  /** Takes this tag, or the newest one: what the source pins doesn't count. */
  readonly update?: { readonly version?: string }
}

/**
 * Fetches the commit of a source and builds its folder. Nothing of it is executed, and nothing else is fetched: remote
 * bases, plugins and helmCharts are refused.
 *
 * @param root the repository, for its cache. @throws {GitError} if it can't be fetched, {KustomizeError} without kustomize.
 */
export async function inflateFolder(
  root: string,
  name: string,
  { kustomize: source }: Source & { readonly kustomize: Folder },
  { kustomize: wanted, stage, update }: FolderOptions,
): Promise<Inflated> {
  const file = sourceFile(name)
  const { repository, path } = source
  const pinned = update ? await commitFor(source, update, stage) : pinOf(name, source)
  if ('file' in pinned) return { ...NOTHING, problems: [pinned] }
  const { commit, version } = pinned
  const clone = join(stage, 'clone')
  await fetchCommit(repository, commit, clone)

  const folder = path === '.' ? '' : path
  const { files, seen } = await withCommit(clone, commit, (tree) => {
    const root = readKustomization(tree, folder)
    for (const each of root.paths) tree.read(each)
    return root
  })
  if (seen.paths.length === 0)
    return {
      ...NOTHING,
      problems: [
        wrongValue(
          file,
          ['kustomize', 'path'],
          `${path} of ${commit.slice(0, 12)} has no kustomization.yaml.`,
        ),
      ],
    }
  const textOf = (each: string): string | undefined =>
    files.kind(each) === 'file' ? new TextDecoder().decode(files.read(each)) : undefined
  if (seen.problems.length > 0)
    return {
      ...NOTHING,
      problems: place(seen.problems, textOf).map((each) =>
        wrongFile(file, `${placeText(each)} of the source: ${each.message}`),
      ),
    }

  const kustomize = await findKustomize(wanted, root)
  for await (const build of buildFolders([{ folder, paths: seen.paths }], (each) => files.read(each), {
    kustomize,
    cache: openCache(root),
    stage: join(stage, 'build'),
  })) {
    if ('error' in build) return { ...NOTHING, problems: [wrongFile(file, `can't be built. ${build.error}`)] }
    return {
      ...NOTHING,
      manifests: readResources(build.manifests).map((each) => {
        const { resource, origin } = takeOrigin(each, ORIGIN, TO_TREE)
        return { resource, ...(origin && { from: origin.file }) }
      }),
      fetched: { repository, commit, path, ...(version !== undefined && { version }) },
      pinned: { ...(version !== undefined && { version }), commit },
      renderedWith: `kustomize ${kustomize.version}`,
    }
  }
  throw new Error(`${path} was not built`)
}

type Pin = { readonly commit: string; readonly version?: string }

const pinOf = (name: string, { commit, version }: Folder): Pin | Problem =>
  commit === undefined
    ? wrongValue(
        sourceFile(name),
        ['kustomize'],
        `The folder has no commit, so that nothing pins its content: add it, or run \`npm run vendor -- ${name} --update\` for the newest tag.`,
      )
    : { commit, ...(version !== undefined && { version }) }

/** The commit of a tag, or of the newest. @throws {GitError} if there is none. */
async function commitFor(
  { repository }: Folder,
  { version }: { readonly version?: string },
  stage: string,
): Promise<Pin> {
  const tags = await tagsOf(repository, join(stage, 'tags'))
  const tag = version ?? newestVersion(tags.keys())
  const commit = tag === undefined ? undefined : tags.get(tag)
  if (tag === undefined || commit === undefined)
    throw new GitError(
      version === undefined
        ? `${repository} has no tag that is a version: pin a commit in source.yaml.`
        : `${repository} has no tag ${version}.`,
    )
  return { commit, version: tag }
}
