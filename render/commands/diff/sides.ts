import { digest } from '../../build/source.ts'
import type { EnvironmentSides, Side } from '../../diff/model.ts'
import { environmentFile } from '../../environment/environment.ts'
import { isMap } from '../../environment/sources.ts'
import { readResources } from '../../kubernetes/read.ts'
import { at } from '../../kubernetes/resource.ts'
import { progress } from '../../output/progress.ts'
import { KustomizeError } from '../../tools/kustomize.ts'
import { type BuildPlan, buildAll, planBuilds } from '../build-all.ts'
import { heldIn } from './held.ts'
import { below, builtFrom, definitionIn, fleetIn, type Rendered, renderedIn, type Tree } from './tree.ts'

/** An environment that kustomize can't build, on the new side. */
export interface Failure {
  readonly name: string
  readonly error: string
}

/**
 * Both sides of every environment that may have changed, built with real kustomize; those of which no byte that is
 * built or applied differs are left out unbuilt.
 *
 * @throws KustomizeError if the old side can't be built: then the changes are unknown.
 */
export async function sidesOf(
  root: string,
  before: Tree,
  after: Tree,
): Promise<{ sides: EnvironmentSides[]; failures: Failure[]; warnings: readonly string[] }> {
  const [old, now] = [renderedIn(before), renderedIn(after)]
  const [oldPlan, nowPlan] = [await planOf(root, before, old, after), await planOf(root, after, now, before)]
  const baseChanged = digest(builtFrom(before)) !== digest(builtFrom(after))
  const names = [...new Set([...old.keys(), ...now.keys()])].sort().filter((name) => {
    const same = oldPlan.builds.get(name)?.key === nowPlan.builds.get(name)?.key
    return (
      !same ||
      old.get(name)?.argocd !== now.get(name)?.argocd ||
      old.get(name)?.cluster !== now.get(name)?.cluster ||
      budgetDiffers(before, after, name)
    )
  })

  const failures: Failure[] = []
  const told = progress('Built', 2 * names.length)
  const built = async (plan: BuildPlan, fail: (failure: Failure) => void) => {
    const texts = new Map<string, string>()
    await buildAll(root, plan, names, (build) => {
      told.step()
      if ('error' in build) fail(build)
      else texts.set(build.name, build.manifests)
    })
    return texts
  }
  const oldTexts = await built(oldPlan, ({ name, error }) => {
    throw new KustomizeError(`overlays/${name} can't be built as it was before:\n${error}`)
  })
  const nowTexts = await built(nowPlan, (failure) => failures.push(failure))
  told.end()

  const failed = new Set(failures.map(({ name }) => name))
  const sides = names
    .filter((name) => !failed.has(name))
    .map((name): EnvironmentSides => {
      const [was, is] = [
        sideOf(before, old.get(name), oldTexts.get(name)),
        sideOf(after, now.get(name), nowTexts.get(name)),
      ]
      return {
        name,
        ...(was && { before: was }),
        ...(is && { after: is }),
        causes: { own: digest(own(before, name)) !== digest(own(after, name)), base: baseChanged },
      }
    })
  return { sides, failures, warnings: [...new Set([...oldPlan.warnings, ...nowPlan.warnings])] }
}

/** The builds of a tree, each with the kustomize that its own fleet.yaml names, or if it says nothing, the other's. */
function planOf(
  root: string,
  tree: Tree,
  rendered: ReadonlyMap<string, Rendered>,
  other: Tree,
): Promise<BuildPlan> {
  const [fleet, otherFleet] = [fleetIn(tree), fleetIn(other)]
  const version = (cluster: string): string =>
    (fleet?.clusters[cluster] ?? otherFleet?.clusters[cluster])?.argocd.kustomize ?? ''
  const versions = new Map([...rendered.values()].map(({ name, cluster }) => [name, version(cluster)]))
  return planBuilds(root, { base: builtFrom(tree), overlays: below(tree, 'overlays') }, versions)
}

function sideOf(tree: Tree, rendered: Rendered | undefined, manifests: string | undefined): Side | undefined {
  if (!rendered || manifests === undefined) return undefined
  const { name, cluster } = rendered
  const { environment, release, holds } = definitionIn(tree, name)
  const services = isMap(release?.services) ? release.services : {}
  const argocd = readResources(rendered.argocd)
  const application = argocd.find(({ kind }) => kind === 'Application')
  return {
    cluster,
    resources: [...readResources(manifests), ...argocd],
    deletionBudget: budgetOf(environment),
    revision: String(at(application, 'spec', 'source', 'targetRevision') ?? ''),
    commits: Object.fromEntries(
      Object.entries(services).flatMap(([service, entry]) =>
        typeof entry?.commit === 'string' ? [[service, entry.commit]] : [],
      ),
    ),
    holds: heldIn(holds ?? {}, Object.keys(services), new Date()),
  }
}

/** No build shows it: what later changes may remove. */
function budgetDiffers(before: Tree, after: Tree, name: string): boolean {
  const file = environmentFile(name)
  return before.get(file) !== after.get(file) && budgetIn(before, name) !== budgetIn(after, name)
}

const budgetIn = (tree: Tree, name: string): number => budgetOf(definitionIn(tree, name).environment)

const budgetOf = (environment: { readonly deletionBudget?: unknown } | undefined): number =>
  typeof environment?.deletionBudget === 'number' ? environment.deletionBudget : 0

/** What belongs to an environment alone, or to no environment in particular but to all. */
const own = (tree: Tree, name: string): Map<string, string> =>
  new Map(
    [...tree].filter(
      ([path]) =>
        path === 'environments/fleet.yaml' ||
        path.startsWith(`environments/${name}/`) ||
        path.startsWith(`overlays/${name}/`),
    ),
  )
