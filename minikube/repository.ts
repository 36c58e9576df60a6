import { renderAll } from '../render/commands/render-all.ts'
import {
  argocdNamespace,
  type Cluster,
  type Definition,
  isEnabled,
} from '../render/environment/environment.ts'
import type { Fleet } from '../render/environment/schema.ts'
import { EXIT } from '../render/output/outcome.ts'
import { readInputs } from '../render/repository/inputs.ts'
import { ENVIRONMENT, PROFILE } from './pins.ts'
import { StepError } from './step.ts'

/** What a repository says of the environment that runs here. */
export interface Described {
  readonly fleet: Fleet
  readonly cluster: Cluster
  readonly definition: Definition
}

const BY_HAND = 'Use those of this repository, or follow docs/quickstart.md step by step.'

/** @throws {StepError} if what people wrote is wrong, or names no such environment. */
export function describe(folder: string): Described {
  const { inputs, problems } = readInputs(folder)
  const { fleet, definitions, problems: more } = renderAll(inputs)
  const wrong = [...problems, ...more]
  if (wrong.length > 0)
    throw new StepError(
      `${wrong.length} problems in the definitions, the first in ${wrong[0]?.file}: ${wrong[0]?.message}`,
      '`npm run render` lists each with its place.',
      EXIT.input,
    )
  const cluster = fleet?.clusters[PROFILE]
  const definition = definitions.find(({ name }) => name === ENVIRONMENT)
  if (!fleet || !cluster || definition?.environment.cluster !== PROFILE)
    throw new StepError(
      `environments/: no environment "${ENVIRONMENT}" on a cluster "${PROFILE}".`,
      BY_HAND,
      EXIT.input,
    )
  if (argocdNamespace(cluster) !== ARGOCD)
    throw new StepError(
      `environments/fleet.yaml: Argo CD's namespace is "${argocdNamespace(cluster)}"; its release installs into "${ARGOCD}".`,
      BY_HAND,
      EXIT.input,
    )
  return { fleet, cluster, definition }
}

/** The namespace that Argo CD's own manifests name. */
export const ARGOCD = 'argocd'

/** An image that the environment runs. */
export interface RunningImage {
  readonly service: string
  readonly image: string
  readonly tag: string
}

/** The images that are built here: those of release.yaml that no digest pins to a registry's. */
export const imagesToLoad = ({ fleet, definition }: Described): RunningImage[] =>
  Object.entries(definition.release.services).flatMap(([service, { tag, digest }]) =>
    digest === undefined && isEnabled(definition.environment, service)
      ? [{ service, tag, image: `${fleet.registry}/${service}:${tag}` }]
      : [],
  )
