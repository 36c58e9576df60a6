import { type Build, buildOverlays } from '../build/build.ts'
import { type BuildSource, buildKeys } from '../build/source.ts'
import { openCache } from '../cache/cache.ts'
import { withStageFor } from '../repository/work-folder.ts'
import { findKustomize, type Kustomize } from '../tools/kustomize.ts'
import type { Rendering } from './render-all.ts'

/** What to build, and with which kustomize. */
export interface BuildPlan {
  readonly source: BuildSource
  /** Each environment's kustomize and the key of its build. */
  readonly builds: ReadonlyMap<string, { readonly kustomize: Kustomize; readonly key: string }>
  /** What the person should know of the kustomize that was found. */
  readonly warnings: readonly string[]
}

/** The kustomize version that the Argo CD of each environment's cluster runs. */
export const kustomizeVersions = ({ definitions, fleet }: Rendering): Map<string, string> =>
  new Map(
    definitions.map(({ name, environment }) => [
      name,
      fleet?.clusters[environment.cluster]?.argocd.kustomize ?? '',
    ]),
  )

/**
 * Plans the builds of some environments.
 *
 * @param versions the wanted version of kustomize by environment. @throws {KustomizeError} if there is none at all.
 */
export async function planBuilds(
  root: string,
  source: BuildSource,
  versions: ReadonlyMap<string, string>,
): Promise<BuildPlan> {
  const builds = new Map<string, { kustomize: Kustomize; key: string }>()
  const warnings: string[] = []
  for (const [version, names] of Map.groupBy(versions.keys(), (name) => versions.get(name) ?? '')) {
    const kustomize = await findKustomize(version, root)
    if (kustomize.warning) warnings.push(kustomize.warning)
    const keyOf = buildKeys(source, kustomize.version)
    for (const name of names) builds.set(name, { kustomize, key: keyOf(name) })
  }
  return { source, builds, warnings }
}

/**
 * Builds what the plan says, or only the environments named, and gives each to `use` as soon as it is there.
 *
 * @throws KustomizeError if kustomize can't be run, and what the file system throws.
 */
export async function buildAll(
  root: string,
  { source, builds }: BuildPlan,
  names: readonly string[],
  use: (build: Build) => void,
): Promise<void> {
  const cache = openCache(root)
  await withStageFor(root, async (stage) => {
    const wanted = names.flatMap((name) => {
      const planned = builds.get(name)
      return planned ? [{ name, ...planned }] : []
    })
    for (const [kustomize, group] of Map.groupBy(wanted, (each) => each.kustomize)) {
      const keys = new Map(group.map(({ name, key }) => [name, key]))
      for await (const build of buildOverlays(source, keys, { kustomize, cache, stage })) use(build)
    }
  })
  cache.prune(new Date())
}

/**
 * The same, while `load` makes what uses the builds: those that are there before it wait for it.
 *
 * @throws what `buildAll` and `load` throw.
 */
export async function buildMeanwhile(
  root: string,
  plan: BuildPlan,
  names: readonly string[],
  load: () => Promise<(build: Build) => void>,
): Promise<void> {
  const waiting: Build[] = []
  let use = (build: Build): void => void waiting.push(build)
  const built = buildAll(root, plan, names, (build) => use(build))
  built.catch(() => {}) // thrown below, unless `load` throws first
  use = await load()
  for (const build of waiting.splice(0)) use(build)
  await built
}

/** The overlays of a rendering on top of base, as they would lie in the repository. */
export const sourceOfRendering = ({ files }: Rendering, base: ReadonlyMap<string, string>): BuildSource => ({
  base,
  overlays: new Map(
    files.flatMap(({ path, text }) => (path.startsWith('overlays/') ? [[path, text] as const] : [])),
  ),
})
