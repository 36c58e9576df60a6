import { type Catalog, type Contribution, kindsOfBase, releasedServices } from '../catalog/catalog.ts'
import { applicationFile } from '../emit/files.ts'
import { type Definition, FLEET_FILE, withDefaults } from '../environment/environment.ts'
import type { Fleet } from '../environment/schema.ts'
import type { CustomKinds } from '../kubernetes/crd/definition.ts'
import { withCustomKinds } from '../kubernetes/crd/kinds.ts'
import { readResources } from '../kubernetes/read.ts'
import { type ManifestValidator, manifestValidator } from '../kubernetes/schema/validator.ts'
import { componentPatches } from '../plan/patches.ts'
import { type Problem, wrongFile, wrongValue } from '../problem/problem.ts'
import { customKinds, isNamespaced } from '../repository/custom-kinds.ts'
import { policiesIn } from '../repository/engine-code.ts'
import type { Inputs } from '../repository/inputs.ts'
import { kubernetesSchemas, noSchemas } from '../repository/kubernetes-schemas.ts'
import { programsOf } from '../verify/programs/files.ts'
import { reachFiles } from '../verify/reach/files.ts'
import type { FleetFacts, Rule, Subject } from '../verify/rule.ts'
import { RULES } from '../verify/rules.ts'
import { targetedPatches } from '../verify/targeted-patches.ts'
import type { Rendering } from './render-all.ts'

/** Every rule: the tool's own, then those of the system. */
export function rulesFor(inputs: Inputs): { rules: readonly Rule[]; problems: readonly Problem[] } {
  const { rules, problems } = policiesIn(inputs.policies)
  const taken = rules.filter(({ id }) => RULES.some((rule) => rule.id === id))
  const clashes = taken.map(({ id, file }) =>
    wrongFile(file, `the id "${id}" is that of a rule of the tool; choose another one.`),
  )
  return { rules: [...RULES, ...rules], problems: [...problems, ...clashes] }
}

/** The folders of base that bring workloads, by their path. */
const foldersOf = ({ services, components, platform }: Catalog): Readonly<Record<string, Contribution>> => ({
  'base/platform': platform,
  ...Object.fromEntries(Object.entries(services).map(([name, each]) => [`base/services/${name}`, each])),
  ...Object.fromEntries(Object.entries(components).map(([name, each]) => [`base/components/${name}`, each])),
})

/** What rules must know that all environments share. */
export const factsOf = (inputs: Inputs, { fleet, catalog }: Rendering): FleetFacts => ({
  system: fleet?.system ?? '',
  registry: fleet?.registry ?? '',
  services: Object.keys(catalog.services),
  images: releasedServices(catalog),
  kinds: kindsOfBase(catalog),
  repository: fleet?.repository ?? '',
  reachability: reachFiles(inputs.base),
  programs: programsOf(inputs.base, foldersOf(catalog)),
  patches: targetedPatches(inputs.base),
})

/**
 * What the rules look at: an environment of a rendering without problems, and its manifests as kustomize built them.
 *
 * @throws {RangeError} if the rendering has no such environment, or there are no schemas for its cluster.
 */
export function subjectOf(
  rendering: Rendering,
  name: string,
  manifests: string,
  facts: FleetFacts,
  custom: CustomKinds,
): Subject {
  const { definitions, fleet, catalog, files } = rendering
  const definition = definitions.find((each) => each.name === name)
  const cluster = definition && fleet?.clusters[definition.environment.cluster]
  if (!definition || !fleet || !cluster) throw new RangeError(`the rendering has no environment "${name}"`)
  const environment = withDefaults(definition, Object.keys(catalog.services), fleet)
  const path = applicationFile(definition.environment.cluster, name)
  return {
    environment,
    patches: componentPatches(environment, catalog),
    cluster,
    validate: validatorOf(cluster.kubernetes, custom),
    isNamespaced: (resource) => isNamespaced(resource, custom.kinds, cluster.kubernetes),
    resources: readResources(manifests),
    argocd: readResources(files.find((each) => each.path === path)?.text ?? ''),
    fleet: facts,
  }
}

/** What each component that is on makes of the values that a definition gives it. */
export const patchesOf = ({ fleet, catalog }: Rendering, definition: Definition): Subject['patches'] =>
  fleet ? componentPatches(withDefaults(definition, Object.keys(catalog.services), fleet), catalog) : []

const validators = new WeakMap<CustomKinds, Map<string, ManifestValidator>>()

/**
 * The validator of a Kubernetes version with some custom kinds, made when it is first asked for.
 *
 * @throws {RangeError} without schemas.
 */
export function validatorOf(version: string, custom: CustomKinds): ManifestValidator {
  const schemas = kubernetesSchemas(version)
  if (!schemas) throw new RangeError(noSchemas(version))
  const known = validators.get(custom) ?? new Map<string, ManifestValidator>()
  validators.set(custom, known)
  const validator = known.get(version) ?? manifestValidator(withCustomKinds(schemas, custom))
  known.set(version, validator)
  return validator
}

/** The kinds that base/crds defines, checked against the Kubernetes version of each cluster. */
export const customKindsOf = (
  root: string,
  { crds }: Inputs,
  fleet: Fleet | undefined,
): ReturnType<typeof customKinds> =>
  customKinds(root, crds, [
    ...new Set(Object.values(fleet?.clusters ?? {}).map(({ kubernetes }) => kubernetes)),
  ])

/** Clusters of fleet.yaml whose Kubernetes version has no schemas here. */
export const unknownVersions = (fleet: Fleet): Problem[] =>
  Object.entries(fleet.clusters).flatMap(([name, { kubernetes }]) =>
    kubernetesSchemas(kubernetes)
      ? []
      : [wrongValue(FLEET_FILE, ['clusters', name, 'kubernetes'], noSchemas(kubernetes))],
  )
