import { createHash } from 'node:crypto'
import { execa } from 'execa'

/** A registry that can't say or do what was asked of it; the message ends with the mend. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
}

/** What a registry holds under a name. */
export interface Published {
  readonly digest: string
  /** The digests that an index is made of, one for each platform; none of an image for a single platform. */
  readonly parts: readonly string[]
}

/** As containerd and the distribution specification say it; `denied` says that nobody may know. */
const ABSENT = /: not found$|manifest unknown|name unknown/im

/** As docker, podman's docker and old versions of docker say that they have no plugin of this name. */
const NO_BUILDX =
  /is not a docker command|unknown (docker )?command|unrecognized command|unknown flag: --raw/i

const noBuildx = (code: string | undefined): string =>
  `${code === 'ENOENT' ? 'docker not found' : 'docker has no buildx'}, which reads and writes registries: install docker with its buildx plugin (https://docs.docker.com/build/install-buildx/).`

/**
 * Asks a registry what it holds under `IMAGE:TAG`, with the credentials of `docker login`.
 *
 * @returns nothing if it has no such tag or image. @throws {RegistryError} if it can't be asked.
 */
export async function publishedAs(reference: string): Promise<Published | undefined> {
  // Raw: a digest is the hash of just these bytes, and no platform's configuration is fetched for nothing.
  const asked = await execa('docker', ['buildx', 'imagetools', 'inspect', '--raw', reference], {
    reject: false,
    encoding: 'buffer',
  })
  if (asked.failed) {
    const said = new TextDecoder().decode(asked.stderr).trim()
    if (asked.code === 'ENOENT' || NO_BUILDX.test(said)) throw new RegistryError(noBuildx(asked.code))
    if (ABSENT.test(said)) return undefined
    throw failure(`ask for ${reference}`, said || (asked.shortMessage ?? 'failed'))
  }
  const digest = `sha256:${createHash('sha256').update(asked.stdout).digest('hex')}`
  return { digest, parts: partsOf(new TextDecoder().decode(asked.stdout), reference) }
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
    throw new RegistryError(`${reference} is no manifest in JSON: is there a proxy before the registry?`)
  }
}

const failure = (what: string, said: string): RegistryError =>
  new RegistryError(
    `The registry could not be used to ${what}: ${said} ` +
      'Sign in with docker login, and see to it that the account may read and write this image.',
  )
