import { withDefaults } from '../environment/environment.ts'
import { readResources } from '../kubernetes/read.ts'
import type { Inputs } from '../repository/inputs.ts'
import { reachFiles } from '../verify/reach/files.ts'
import type { FleetFacts, Subject } from '../verify/rule.ts'
import type { Rendering } from './render-all.ts'

/** Where the Applications of an environment are. */
export const applicationFile = (cluster: string, name: string): string =>
  `apps/${cluster}/environments/${name}.yaml`

/** What rules must know that all environments share. */
export const factsOf = (inputs: Inputs, { fleet, catalog }: Rendering): FleetFacts => ({
  registry: fleet?.registry ?? '',
  services: Object.keys(catalog.services),
  repository: fleet?.repository ?? '',
  reachability: reachFiles(inputs.base),
  schemaViolations: () => [],
})

/**
 * What the rules look at: an environment of a rendering without problems, and its manifests as kustomize built them.
 *
 * @throws {RangeError} if the rendering has no such environment.
 */
export function subjectOf(rendering: Rendering, name: string, manifests: string, facts: FleetFacts): Subject {
  const { definitions, fleet, catalog, files } = rendering
  const definition = definitions.find((each) => each.name === name)
  const cluster = definition && fleet?.clusters[definition.environment.cluster]
  if (!definition || !cluster) throw new RangeError(`the rendering has no environment "${name}"`)
  const path = applicationFile(definition.environment.cluster, name)
  return {
    environment: withDefaults(definition, Object.keys(catalog.services)),
    cluster,
    resources: readResources(manifests),
    argocd: readResources(files.find((each) => each.path === path)?.text ?? ''),
    fleet: facts,
  }
}
