import { buildFolders, ORIGIN, TO_TREE, withTemporaryStage } from '../../build/folders.ts'
import { openCache } from '../../cache/cache.ts'
import { isKustomizationFile } from '../../catalog/kustomization.ts'
import { readFolder } from '../../folder/folder.ts'
import { resourcesOf } from '../../folder/manifests.ts'
import { type Origin, takeOrigin } from '../../folder/origin.ts'
import { groupManifests } from '../../folder/subjects.ts'
import { readResources } from '../../kubernetes/read.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import { progress } from '../../output/progress.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files } from '../../repository/files.ts'
import { findKustomize } from '../../tools/kustomize.ts'

/** What a folder's kustomizations and manifests come to. */
export interface LoadedFolder {
  /** Each kustomization, and each group of manifests that are applied together. */
  readonly units: readonly Unit[]
  readonly failures: readonly { readonly name: string; readonly error: string; readonly file: string }[]
  /** What was refused, with its place. */
  readonly problems: readonly Problem[]
  /** Manifests that no kustomization beside them names. */
  readonly unnamed: readonly string[]
}

export interface Unit {
  /** The folder; `.` for the root of the tree. */
  readonly name: string
  readonly resources: readonly Resource[]
  readonly originOf: ReadonlyMap<Resource, Origin>
  /** Every file that its build reads. */
  readonly paths: readonly string[]
}

/**
 * Reads and builds what a folder holds. Nothing of it is executed, and nothing is fetched.
 *
 * @param root for the cache. @throws {KustomizeError} if there is no kustomize, and what the file system throws.
 */
export async function loadFolder(root: string, files: Files, dir: string): Promise<LoadedFolder> {
  const { kustomizations, manifests, unnamed, problems } = readFolder(files, dir)
  const units: Unit[] = []
  const failures: { name: string; error: string; file: string }[] = []
  const wrong = [...problems]
  if (kustomizations.length > 0) {
    const cache = openCache(root)
    // Which version deploys the folder is not known: any from 5 on will do.
    const kustomize = await findKustomize('', root)
    const bar = progress('Built', kustomizations.length)
    const pathsOf = new Map(kustomizations.map(({ folder, paths }) => [folder, paths]))
    await withTemporaryStage(async (stage) => {
      for await (const build of buildFolders(kustomizations, (path) => files.read(path), {
        kustomize,
        cache,
        stage,
      })) {
        bar.step()
        const paths = pathsOf.get(build.name) ?? []
        const name = nameOf(build.name)
        const file = paths.find((path) => path.startsWith(build.name) && isKustomizationFile(path)) ?? name
        if ('error' in build) failures.push({ name, error: build.error, file })
        else
          try {
            units.push(unitOf(name, build.manifests, paths))
          } catch (error) {
            if (!(error instanceof Error)) throw error
            failures.push({ name, error: `what it builds can't be read: ${error.message}`, file })
          }
      }
    })
    bar.end()
    cache.prune(new Date())
  }
  const placed = manifests.flatMap((file) =>
    resourcesOf(file, new TextDecoder().decode(files.read(file)), wrong).map((resource) => ({
      file,
      resource,
    })),
  )
  for (const group of groupManifests(dir, placed))
    units.push({
      name: nameOf(group.name),
      resources: group.placed.map(({ resource }) => resource),
      originOf: new Map(group.placed.map(({ file, resource }) => [resource, { file, generated: false }])),
      paths: [...new Set(group.placed.map(({ file }) => file))],
    })
  const order = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)
  return { units: units.sort(order), failures: failures.sort(order), problems: wrong, unnamed }
}

function unitOf(name: string, manifests: string, paths: readonly string[]): Unit {
  const taken = readResources(manifests).map((resource) => takeOrigin(resource, ORIGIN, TO_TREE))
  return {
    name,
    resources: taken.map(({ resource }) => resource),
    originOf: new Map(taken.flatMap(({ resource, origin }) => (origin ? [[resource, origin] as const] : []))),
    paths,
  }
}

const nameOf = (folder: string): string => folder || '.'
