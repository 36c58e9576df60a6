import { createHash } from 'node:crypto'
import { execa } from 'execa'

/** A registry that can't say or do what was asked of it; the message says how to fix it. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
}

/** A registry that refuses to say whether it holds an image: to these credentials, or because there is none. */
export class RegistryDenied extends RegistryError {}

/** What a registry holds under a name. */
export interface Published {
  readonly digest: string
  /** The digests that an index is made of, one for each platform; none of an image for a single platform. */
  readonly parts: readonly string[]
}

/** As containerd, Harbor, ECR and the distribution specification say it. */
const ABSENT = /: not found$|\b404 Not Found\b|manifest[ _]unknown|name[ _]unknown/im

/**
 * What GHCR, Docker Hub, Harbor, GitLab and Artifact Registry answer about an image that doesn't exist yet, so that
 * names can't be guessed; the same words as for an image that exists and may not be read.
 */
const DENIED = /\bdenied\b|\bunauthorized\b|insufficient_scope|\b403 Forbidden\b/i

/** As docker, podman's docker and old versions of docker say that they have no plugin of this name. */
const NO_BUILDX =
  /is not a docker command|unknown (docker )?command|unrecognized command|unknown flag: --raw/i

const noBuildx = (code: string | undefined): string =>
  `${code === 'ENOENT' ? 'docker not found' : 'docker has no buildx'}, which reads and writes registries: install docker with its buildx plugin (https://docs.docker.com/build/install-buildx/).`

/**
 * Asks a registry what it holds under `IMAGE:TAG`, with the credentials of `docker login`.
 *
 * @returns nothing if it has no such tag or image. @throws {RegistryDenied} if it refuses to say.
 * @throws {RegistryError} if it can't be asked.
 */
export async function publishedAs(reference: string): Promise<Published | undefined> {
  // Raw: a digest is the hash of just these bytes, and no platform's configuration is fetched for nothing.
  const asked = await execa('docker', ['buildx', 'imagetools', 'inspect', '--raw', reference], {
    reject: false,
    encoding: 'buffer',
  })
  if (asked.failed) {
    const output = new TextDecoder().decode(asked.stderr).trim()
    if (asked.code === 'ENOENT' || NO_BUILDX.test(output)) throw new RegistryError(noBuildx(asked.code))
    // What the image is called is no answer.
    const answer = output.replaceAll(reference, '')
    if (ABSENT.test(answer)) return undefined
    const problem = failure(`ask for ${reference}`, output || (asked.shortMessage ?? 'failed'))
    throw DENIED.test(answer) ? new RegistryDenied(problem.message) : problem
  }
  const digest = `sha256:${createHash('sha256').update(asked.stdout).digest('hex')}`
  return { digest, parts: partsOf(new TextDecoder().decode(asked.stdout), reference) }
}

/**
 * Whether a registry accepts the credentials of `docker login`. Without a name and a password, `docker login` signs in
 * with those it has stored; without a terminal it asks for none.
 *
 * @param image REGISTRY/NAME.
 */
export async function signsIn(image: string): Promise<boolean> {
  const asked = await execa('docker', ['login', image.split('/')[0] ?? ''], {
    reject: false,
    stdin: 'ignore',
  })
  return !asked.failed
}

/** Names an index over some images `IMAGE:TAG`; the images are there already. @throws {RegistryError}. */
export async function publishIndex(image: string, tag: string, parts: readonly string[]): Promise<void> {
  const sources = parts.map((digest) => `${image}@${digest}`)
  const made = await execa(
    'docker',
    ['buildx', 'imagetools', 'create', '--tag', `${image}:${tag}`, ...sources],
    { reject: false },
  )
  if (made.code === 'ENOENT' || NO_BUILDX.test(made.stderr ?? ''))
    throw new RegistryError(noBuildx(made.code))
  if (made.failed)
    throw failure(`publish ${image}:${tag}`, made.stderr?.trim() || (made.shortMessage ?? 'failed'))
}

function partsOf(text: string, reference: string): string[] {
  try {
    const { manifests = [] } = JSON.parse(text) as { manifests?: readonly { readonly digest: string }[] }
    return manifests.map(({ digest }) => digest)
  } catch {
    throw new RegistryError(`${reference} is not a JSON manifest: is a proxy in front of the registry?`)
  }
}

const failure = (what: string, output: string): RegistryError =>
  new RegistryError(
    `The registry could not be used to ${what}: ${output} ` +
      'Sign in with docker login, with an account that may read and write this image.',
  )
