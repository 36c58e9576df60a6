import { argocdNamespace, type Cluster, type Definition } from '../render/environment/environment.ts'
import type { Fleet } from '../render/environment/schema.ts'
import { renderAll } from '../render/commands/render-all.ts'
import { readInputs } from '../render/repository/inputs.ts'
import { ENVIRONMENT, PROFILE } from './pins.ts'
import { StepError } from './step.ts'

/** What a repository says of the environment that runs here. */
export interface Described {
  readonly fleet: Fleet
  readonly cluster: Cluster
  readonly definition: Definition
  /** The namespace of Argo CD. */
  readonly argocd: string
  /** The environments of this cluster. */
  readonly environments: readonly string[]
}

/** @throws {StepError} if what people wrote is wrong, or names no such environment. */
export function describe(folder: string): Described {
  const { inputs, problems } = readInputs(folder)
  const { fleet, definitions, problems: more } = renderAll(inputs)
  const cluster = fleet?.clusters[PROFILE]
  const definition = definitions.find(({ name }) => name === ENVIRONMENT)
  const wrong = [...problems, ...more]
  if (wrong.length > 0)
    throw new StepError(
      `${wrong.length} problems in the definitions, the first in ${wrong[0]?.file}: ${wrong[0]?.message}`,
      '`npm run validate` lists each with its place.',
    )
  if (!fleet || !cluster || definition?.environment.cluster !== PROFILE)
    throw new StepError(
      `No environment "${ENVIRONMENT}" on a cluster "${PROFILE}" in environments/.`,
      'Keep that environment of this repository, or follow docs/quickstart.md by hand.',
    )
  return {
    fleet,
    cluster,
    definition,
    argocd: argocdNamespace(cluster),
    environments: definitions
      .filter(({ environment }) => environment.cluster === PROFILE)
      .map(({ name }) => name),
  }
}
