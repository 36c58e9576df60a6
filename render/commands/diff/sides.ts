import { digest } from '../../build/source.ts'
import type { EnvironmentSides, Side } from '../../diff/model.ts'
import { environmentFile } from '../../environment/environment.ts'
import type { Parse } from '../../environment/parse.ts'
import type { Holds } from '../../environment/schema.ts'
import { readResources } from '../../kubernetes/read.ts'
import { at, entries } from '../../kubernetes/resource.ts'
import { progress } from '../../output/progress.ts'
import { KustomizeError } from '../../tools/kustomize.ts'
import { type BuildPlan, buildAll, buildMeanwhile, planBuilds } from '../build-all.ts'
import { heldIn } from './held.ts'
import { readBoth } from './read-both.ts'
import {
  below,
  builtFrom,
  definitionIn,
  kustomizeIn,
  ownFiles,
  type Rendered,
  renderedIn,
  type Tree,
} from './tree.ts'

/** An environment that kustomize can't build, on the new side. */
export interface Failure {
  readonly name: string
  readonly error: string
}

/** What is to be built to compare two trees. */
export interface SidesPlan {
  /**
   * Every environment that may have changed, with no more of its resources than its AppProject and Application. Those
   * of which no byte that is built or applied differs are left out.
   */
  readonly outlines: readonly EnvironmentSides[]
  readonly before: BuildPlan
  readonly after: BuildPlan
  /** What the person should know of the kustomize that was found. */
  readonly warnings: readonly string[]
}

/**
 * Finds out which environments to build on both sides.
 *
 * @param read reads YAML. @throws {KustomizeError} if there is no kustomize.
 */
export async function planSides(root: string, before: Tree, after: Tree, read: Parse): Promise<SidesPlan> {
  const [old, now] = [renderedIn(before), renderedIn(after)]
  const [oldPlan, nowPlan] = [
    await planOf(root, before, old, after, read),
    await planOf(root, after, now, before, read),
  ]
  const base = digest(builtFrom(before)) !== digest(builtFrom(after))
  const [ownOld, ownNow] = [ownFiles(before), ownFiles(after)]
  const names = [...new Set([...old.keys(), ...now.keys()])].sort().filter((name) => {
    const same = oldPlan.builds.get(name)?.key === nowPlan.builds.get(name)?.key
    return (
      !same ||
      old.get(name)?.argocd !== now.get(name)?.argocd ||
      old.get(name)?.cluster !== now.get(name)?.cluster ||
      budgetDiffers(before, after, name, read)
    )
  })
  const outlines = names.map((name): EnvironmentSides => {
    const [was, is] = [outlineOf(before, old.get(name), read), outlineOf(after, now.get(name), read)]
    const own = digest(ownOld(name)) !== digest(ownNow(name))
    return { name, ...(was && { before: was }), ...(is && { after: is }), causes: { own, base } }
  })
  const warnings = [...new Set([...oldPlan.warnings, ...nowPlan.warnings])]
  return { outlines, before: oldPlan, after: nowPlan, warnings }
}

/** How many environments are held in memory with what both of their sides build to. */
const AT_ONCE = 32

/**
 * Builds both sides of each environment with real kustomize, and gives it to `use` when both are there. What is the
 * same on both sides is built once: the second time it is in the cache.
 *
 * @param load gives `use`; the first time, it may load what that needs while kustomize works.
 * @returns the environments that can't be built as they are now.
 * @throws KustomizeError if the old side can't be built: then the changes are unknown.
 */
export async function buildSides(
  root: string,
  { outlines, before, after }: SidesPlan,
  load: () => Promise<(sides: EnvironmentSides) => void>,
): Promise<Failure[]> {
  const failures: Failure[] = []
  const bar = progress('Built', 2 * outlines.length)
  for (let from = 0; from < outlines.length; from += AT_ONCE) {
    const some = new Map(outlines.slice(from, from + AT_ONCE).map((each) => [each.name, each]))
    const old = new Map<string, string>()
    await buildAll(root, before, [...some.keys()], (build) => {
      bar.step()
      if ('error' in build)
        throw new KustomizeError(`overlays/${build.name} can't be built as it was before:\n${build.error}`)
      old.set(build.name, build.manifests)
    })
    await buildMeanwhile(root, after, [...some.keys()], async () => {
      const use = await load()
      return (build) => {
        bar.step()
        if ('error' in build) failures.push(build)
        else
          use(withResources(some.get(build.name) as EnvironmentSides, old.get(build.name), build.manifests))
        some.delete(build.name)
        old.delete(build.name)
      }
    })
    const use = await load()
    // Those that are gone.
    for (const [name, outline] of some) use(withResources(outline, old.get(name), undefined))
  }
  bar.end()
  return failures.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function withResources(
  outline: EnvironmentSides,
  before: string | undefined,
  after: string | undefined,
): EnvironmentSides {
  const [old, now] = readBoth(before, after)
  const side = (each: Side, resources: Side['resources']): Side => ({
    ...each,
    resources: [...resources, ...each.resources],
  })
  return {
    ...outline,
    ...(outline.before && { before: side(outline.before, old) }),
    ...(outline.after && { after: side(outline.after, now) }),
  }
}

/** The builds of a tree, each with the kustomize that its own fleet.yaml names, or if it says nothing, the other's. */
function planOf(
  root: string,
  tree: Tree,
  rendered: ReadonlyMap<string, Rendered>,
  other: Tree,
  read: Parse,
): Promise<BuildPlan> {
  const clusters = new Set([...rendered.values()].map(({ cluster }) => cluster))
  const version = new Map(
    [...clusters].map((cluster) => [
      cluster,
      kustomizeIn(tree, cluster, read) ?? kustomizeIn(other, cluster, read) ?? '',
    ]),
  )
  const versions = new Map(
    [...rendered.values()].map(({ name, cluster }) => [name, version.get(cluster) ?? '']),
  )
  return planBuilds(root, { base: builtFrom(tree), overlays: below(tree, 'overlays') }, versions)
}

function outlineOf(tree: Tree, rendered: Rendered | undefined, read: Parse): Side | undefined {
  if (!rendered) return undefined
  const { name, cluster } = rendered
  const { environment, release, holds } = definitionIn(tree, name, read)
  const services = entries(at(release, 'services'))
  const argocd = readResources(rendered.argocd)
  const application = argocd.find(({ kind }) => kind === 'Application')
  return {
    cluster,
    resources: argocd,
    deletionBudget: budgetOf(environment),
    revision: String(at(application, 'spec', 'source', 'targetRevision') ?? ''),
    commits: Object.fromEntries(
      services.flatMap(([service, entry]) => {
        const commit = at(entry, 'commit')
        return typeof commit === 'string' ? [[service, commit]] : []
      }),
    ),
    holds: heldIn(
      Object.fromEntries(entries(holds)) as Holds,
      services.map(([service]) => service),
      new Date(),
    ),
  }
}

/** No build shows it: what later changes may remove. */
function budgetDiffers(before: Tree, after: Tree, name: string, read: Parse): boolean {
  const file = environmentFile(name)
  const budgetIn = (tree: Tree) => budgetOf(definitionIn(tree, name, read).environment)
  return before.get(file) !== after.get(file) && budgetIn(before) !== budgetIn(after)
}

function budgetOf(environment: unknown): number {
  const budget = at(environment, 'deletionBudget')
  return typeof budget === 'number' ? budget : 0
}
