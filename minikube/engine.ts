import { atLeast } from '../render/doctor/check.ts'
import { MINIMUM } from './pins.ts'
import { run, versionOf } from './run.ts'
import { StepError } from './step.ts'

/** What builds the images, and what Minikube runs in. */
export interface Engine {
  readonly name: 'docker' | 'podman'
  readonly version: string
}

/** What the engine may use of this machine. */
export interface EngineRoom {
  readonly cpus: number
  readonly memoryBytes: number
}

const INSTALL = 'Install Docker (https://docs.docker.com/get-docker/) or Podman, and start it.'

/**
 * Docker if its daemon answers, else podman.
 *
 * @throws {StepError} if there is none, or it is too old.
 */
export async function findEngine(wanted?: Engine['name']): Promise<Engine> {
  for (const name of wanted ? [wanted] : (['docker', 'podman'] as const)) {
    const version = await versionOf(name, VERSION[name])
    if (version === undefined) continue
    if (!atLeast(version, MINIMUM[name]))
      throw new StepError(`${name} ${version} is too old: ${MINIMUM[name]} or later is required.`, INSTALL)
    return { name, version }
  }
  throw new StepError(
    wanted ? `${wanted} does not answer.` : 'Neither a Docker daemon nor podman answers.',
    INSTALL,
  )
}

/** The daemon's version: a client alone builds nothing. */
const VERSION = {
  docker: ['version', '--format', '{{.Server.Version}}'],
  podman: ['version', '--format', '{{.Client.Version}}'],
}

export async function roomOf({ name }: Engine): Promise<EngineRoom> {
  const format = name === 'docker' ? '{{.NCPU}} {{.MemTotal}}' : '{{.Host.CPUs}} {{.Host.MemTotal}}'
  const [cpus = 0, memoryBytes = 0] = (await run(name, ['info', '--format', format])).trim().split(' ').map(Number)
  return { cpus, memoryBytes }
}

export interface ImageBuild {
  readonly image: string
  readonly context: string
  readonly dockerfile: string
  readonly version: string
  readonly revision: string
}

/** Arguments that build an image. The labels are given again: podman's layers keep those of an earlier build. */
export const buildArguments = (
  { name }: Engine,
  { image, context, dockerfile, version, revision }: ImageBuild,
): string[] => [
  'build',
  // The OCI format has no health check.
  ...(name === 'podman' ? ['--format', 'docker'] : []),
  ...['--file', dockerfile, '--tag', image],
  ...['--build-arg', `VERSION=${version}`, '--build-arg', `REVISION=${revision}`],
  ...['--label', `org.opencontainers.image.version=${version}`],
  ...['--label', `org.opencontainers.image.revision=${revision}`],
  context,
]
