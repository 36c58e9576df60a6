import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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
import { StepError } from './step-error.ts'

/** What is brought up: an environment on its cluster, whose name is Minikube's profile and the kubeconfig's context. */
export interface Target {
  readonly environment: string
  readonly cluster: string
}

/** What a repository says of the environment that runs here. */
export interface Described {
  readonly fleet: Fleet
  readonly cluster: Cluster
  readonly definition: Definition
}

/**
 * The environment to bring up, which is on a cluster with `local: true`.
 *
 * @param wanted its name; defaults to the only one.
 * @throws {StepError} if it isn't there, or several are and none is named, or what people wrote is wrong.
 */
export function targetOf(root: string, wanted?: string): Target {
  const { fleet, definitions } = read(root)
  const local = definitions.filter(({ environment }) => fleet.clusters[environment.cluster]?.local === true)
  const [found, ...others] = local.filter(({ name }) => wanted === undefined || name === wanted)
  const names = local.map(({ name }) => name).join(', ')
  if (found && others.length === 0) return { environment: found.name, cluster: found.environment.cluster }
  if (found) throw new StepError(`--environment: name one of ${names}.`, undefined, EXIT.input)
  throw new StepError(
    wanted === undefined
      ? 'environments/: no environment is on a cluster with `local: true`.'
      : `--environment: "${wanted}" is not on a cluster with \`local: true\`${names && `; known: ${names}`}.`,
    'Set `local: true` for a cluster of environments/fleet.yaml that is this machine, and add an environment on it.',
    EXIT.input,
  )
}

/** @throws {StepError} if what people wrote is wrong, or Argo CD can't be where it says. */
export function describe(folder: string, { environment, cluster: name }: Target): Described {
  const { fleet, definitions } = read(folder)
  const cluster = fleet.clusters[name]
  const definition = definitions.find((each) => each.name === environment)
  if (!cluster || definition?.environment.cluster !== name)
    throw new StepError(
      `environments/: no environment "${environment}" on a cluster "${name}".`,
      undefined,
      EXIT.input,
    )
  if (argocdNamespace(cluster) !== ARGOCD)
    throw new StepError(
      `environments/fleet.yaml: Argo CD's namespace is "${argocdNamespace(cluster)}"; its release installs into "${ARGOCD}".`,
      'Keep that of its release, or follow docs/quickstart.md by hand.',
      EXIT.input,
    )
  return { fleet, cluster, definition }
}

function read(folder: string): { readonly fleet: Fleet; readonly definitions: readonly Definition[] } {
  const { inputs, problems } = readInputs(folder)
  const { fleet, definitions, problems: more } = renderAll(inputs)
  const wrong = [...problems, ...more]
  if (wrong.length > 0 || !fleet)
    throw new StepError(
      `${wrong.length} problems in the definitions, the first in ${wrong[0]?.file}: ${wrong[0]?.message}`,
      '`npm run render` lists each with its place.',
      EXIT.input,
    )
  return { fleet, definitions }
}

/** The namespace that Argo CD's own manifests name. */
export const ARGOCD = 'argocd'

/** An image that the environment runs. */
export interface RunningImage {
  readonly service: string
  readonly image: string
  readonly tag: string
}

/** The images to load into the cluster: those of release.yaml that no digest pins to a registry's. */
export const imagesToLoad = ({ fleet, definition }: Described): RunningImage[] =>
  Object.entries(definition.release.services).flatMap(([service, { tag, digest }]) =>
    digest === undefined && isEnabled(definition.environment, service)
      ? [{ service, tag, image: `${fleet.registry}/${service}:${tag}` }]
      : [],
  )

export const secretsFile = ({ environment }: Target): string => `environments/${environment}/secrets.env`

/** Where people keep secrets by hand, so far; undefined if the file is missing. */
export const secretsIn = (root: string, target: Target): string | undefined =>
  readText(join(root, secretsFile(target)))

export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
