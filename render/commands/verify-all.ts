import { resolve } from 'node:path'
import type { Build } from '../build/build.ts'
import { digest } from '../build/source.ts'
import { openCache } from '../cache/cache.ts'
import { openRecords } from '../cache/records.ts'
import { applicationFile } from '../emit/files.ts'
import type { CustomKinds } from '../kubernetes/crd/definition.ts'
import { progress } from '../output/progress.ts'
import type { Inputs } from '../repository/inputs.ts'
import { toolVersion } from '../repository/tool-version.ts'
import type { FleetFacts, Rule } from '../verify/rule.ts'
import type { Finding } from '../verify/verify.ts'
import {
  type BuildPlan,
  buildMeanwhile,
  kustomizeVersions,
  planBuilds,
  sourceOfRendering,
} from './build-all.ts'
import type { Rendering } from './render-all.ts'

/** What the rules have against some environments, and what kustomize could not build. */
export interface Verification {
  readonly findings: readonly Finding[]
  readonly failures: readonly { readonly name: string; readonly error: string }[]
  /** What the person should know of the kustomize that was found. */
  readonly warnings: readonly string[]
}

/**
 * Begins to build environments for the rules: kustomize works while the rules are loaded. An environment that is as it
 * was at an earlier run is neither built nor looked at again.
 *
 * @returns a function that runs every rule over them. It throws PolicyError that names every policy which can't be
 *   used, KustomizeError if kustomize can't be run, and what the file system throws.
 */
export async function startVerifying(
  root: string,
  inputs: Inputs,
  rendering: Rendering,
  names: readonly string[],
): Promise<(rules: readonly Rule[], custom: CustomKinds) => Promise<Verification>> {
  const look = Promise.withResolvers<(build: Build) => void>()
  const started = start(root, inputs, rendering, names, () => look.promise)
  await started.catch(() => {}) // the function says so
  return async (rules, custom) => {
    const { factsOf, subjectOf } = await import('./rule-input.ts')
    const { verifierOf } = await import('./verify-rules.ts')
    const verifier = verifierOf(rules)
    let facts: FleetFacts | undefined // takes longer than all the rest where nothing is to be built
    const { known, found, keyOf, unknown, built, warnings } = await started
    const failures: { name: string; error: string }[] = []
    const bar = progress('Verified', unknown.length)
    look.resolve((build) => {
      bar.step()
      if ('error' in build) {
        failures.push(build)
        return
      }
      facts ??= factsOf(inputs, rendering)
      const findings = verifier.verify(subjectOf(rendering, build.name, build.manifests, facts, custom))
      known.set(keyOf(build.name), findings)
      found.set(build.name, findings)
    })
    await built
    bar.end()
    verifier.finish() // before anything is kept
    known.save()
    // Builds end in any order.
    failures.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
    return { findings: names.flatMap((name) => found.get(name) ?? []), failures, warnings }
  }
}

/** Looks up what is known, and builds what isn't. */
async function start(
  root: string,
  inputs: Inputs,
  rendering: Rendering,
  names: readonly string[],
  load: () => Promise<(build: Build) => void>,
) {
  const plan = await planBuilds(root, sourceOfRendering(rendering, inputs.base), kustomizeVersions(rendering))
  const everything = names.length === rendering.definitions.length
  const id = digest([
    ['root', resolve(root)],
    ['tool', toolVersion()],
  ])
  const known = openRecords(openCache(root), `findings-${id}`, { keepUnused: !everything })
  const keyOf = findingKeys(inputs, rendering, plan)
  const found = new Map<string, readonly Finding[]>()
  for (const name of names) {
    const findings = known.get(keyOf(name)) as readonly Finding[] | undefined
    if (findings) found.set(name, findings)
  }
  const unknown = names.filter((name) => !found.has(name))
  const built = buildMeanwhile(root, plan, unknown, load)
  built.catch(() => {}) // who waits for it says so
  return { known, found, keyOf, unknown, built, warnings: plan.warnings }
}

/** A key over all that the findings of an environment depend on, but for the tool's own rules. */
function findingKeys(inputs: Inputs, rendering: Rendering, plan: BuildPlan): (name: string) => string {
  const decoder = new TextDecoder()
  const text = (bytes: Uint8Array | undefined): string => decoder.decode(bytes)
  const fleet = text(inputs.fleet)
  const crds = digest(inputs.crds)
  const policies = JSON.stringify([...inputs.policies].sort(([a], [b]) => (a < b ? -1 : 1)))
  const sources = new Map(inputs.sources.map((source) => [source.name, source]))
  const clusters = new Map(rendering.definitions.map(({ name, environment }) => [name, environment.cluster]))
  const files = new Map(rendering.files.map(({ path, text }) => [path, text]))
  return (name) => {
    const source = sources.get(name)
    return digest([
      ['build', plan.builds.get(name)?.key ?? ''],
      ['fleet', fleet],
      ['crds', crds],
      ['policies', policies],
      ['environment', text(source?.environment)],
      ['release', text(source?.release)],
      ['argocd', files.get(applicationFile(clusters.get(name) ?? '', name)) ?? ''],
    ])
  }
}
