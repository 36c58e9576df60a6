import { createHash } from 'node:crypto'
import { releasedServices } from '../catalog/catalog.ts'
import { enabledIn } from '../environment/environment.ts'
import type { Image } from '../images/image.ts'
import { inputsOf, pathsOf, type Workspace, workspacesIn, workspacesOf } from '../images/inputs.ts'
import { migrationsIn } from '../images/migrations.ts'
import { runningImages } from '../images/running.ts'
import { EXIT, type Line, type Outcome, wrong } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { isAttested } from '../tools/attestation.ts'
import { type Published, publishedAs, RegistryDenied, signsIn } from '../tools/buildx.ts'
import { commitOf, git } from '../tools/git.ts'
import { filesAt } from '../tools/git-files.ts'
import { outputProblem, setOutput } from '../tools/github-output.ts'
import { renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'

export interface ImagesOptions {
  /** Leave out the images that this environment runs already. */
  readonly changedFrom?: string
  /** Ask the registry which are there already, and under which digest. */
  readonly published?: boolean
  /** Ask GitHub for the provenance of each published image, and build one without it anew. */
  readonly verifyAttestations?: boolean
  /** Instead, list every image that an environment runs or that base pins, by digest. */
  readonly running?: boolean
  /** Also make the list an output of the workflow's step, under this name. */
  readonly githubOutput?: string
}

/**
 * The image of every service at the commit that is checked out: what it is called, and what it is built from.
 *
 * @throws AttestationError, GitError, RegistryError.
 */
export async function images(root: string, options: ImagesOptions): Promise<Outcome> {
  const { changedFrom, published, verifyAttestations, running: wantsRunning, githubOutput } = options
  if (wantsRunning && (changedFrom !== undefined || published))
    return wrong('--running: not allowed with --changed-from or --published; remove them.')
  if (verifyAttestations && !published) return wrong('--verify-attestations: requires --published; add it.')
  const problem = githubOutput === undefined ? undefined : outputProblem(githubOutput)
  if (problem) return wrong(problem)
  const { inputs, problems } = readInputs(root)
  const unknown = changedFrom === undefined ? undefined : unknownEnvironments([changedFrom], inputs)
  if (unknown) return unknown
  const { fleet, catalog, definitions, problems: more } = renderAll(inputs)
  if (problems.length + more.length > 0 || !fleet) return refused([...problems, ...more], textOf(root))

  if (wantsRunning) {
    const found = runningImages(fleet.registry, definitions, inputs.base)
    if (githubOutput !== undefined) setOutput(githubOutput, JSON.stringify(found))
    return {
      exit: EXIT.good,
      lines: found.map(({ image, where }) => ({ text: `${image} in ${where.join(', ')}` })),
      errors: [],
      json: { images: found },
    }
  }
  const updated = definitions.find(({ name }) => name === changedFrom)
  const running = updated?.release.services ?? {}
  const released = releasedServices(catalog)
  const services = updated ? enabledIn(updated.environment, released) : released
  const all = await allImages(root, fleet.registry, services)
  const changed = all.filter(({ service, tag }) => running[service]?.tag !== tag)
  const skipped = services.flatMap((service) => skippedBecause(service, all, changed, changedFrom) ?? [])
  const asked = published ? await Promise.all(changed.map(publishedOrDenied)) : changed
  const found = verifyAttestations ? await Promise.all(asked.map(attestedIn(fleet.repository))) : asked
  if (githubOutput !== undefined) setOutput(githubOutput, JSON.stringify(found))
  return {
    exit: EXIT.good,
    lines: found.map(lineOf),
    errors: skipped.map(({ service, reason }) => `skipped ${service}: ${reason}`),
    json: { images: found, skipped },
  }
}

/** Why a service is not listed; undefined if it is. */
function skippedBecause(
  service: string,
  all: readonly Image[],
  listed: readonly Image[],
  changedFrom: string | undefined,
): { readonly service: string; readonly reason: string } | undefined {
  const isIn = (images: readonly Image[]): boolean => images.some((image) => image.service === service)
  if (isIn(listed)) return undefined
  const reason = isIn(all) ? `${changedFrom} runs this image` : `no docker/${service}/Dockerfile at HEAD`
  return { service, reason }
}

const lineOf = ({ image, tag, commit, digest, replaces }: Image): Line => ({
  text:
    `${image}:${tag} from ${commit.slice(0, 12)}${digest ? `, published as ${digest}` : ''}` +
    `${replaces ? `, published without attestation as ${replaces}` : ''}`,
})

async function publishedOrDenied(image: Image): Promise<Image> {
  const there = await notYetThere(image)
  return there ? { ...image, digest: there.digest } : image
}

/**
 * A registry that hides which images exist denies those that don't: with credentials that it accepts, that means "not
 * published yet". If the image exists after all and these credentials lack the right to it, the push fails and says so.
 *
 * @throws RegistryError.
 */
async function notYetThere({ image, tag }: Image): Promise<Published | undefined> {
  try {
    return await publishedAs(`${image}:${tag}`)
  } catch (error) {
    if (error instanceof RegistryDenied && (await signsIn(image))) return undefined
    throw error
  }
}

/** @throws AttestationError if GitHub can't be asked. */
const attestedIn =
  (repository: string) =>
  async ({ digest, ...image }: Image): Promise<Image> => {
    if (digest === undefined) return image
    return (await isAttested(image.image, digest, repository))
      ? { ...image, digest }
      : { ...image, replaces: digest }
  }

/** What the images of a commit are built from: by path from docker/, the bytes, and the same as text. */
interface Sources {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly texts: ReadonlyMap<string, string>
  readonly workspaces: readonly Workspace[]
}

/** The images of some folders of docker/ at the commit that is checked out. @throws GitError. */
export async function allImages(
  root: string,
  registry: string,
  services: readonly string[],
): Promise<Image[]> {
  const head = await commitOf(root, 'HEAD')
  const files = new Map(
    [...(await filesAt(root, head, ['docker']))].map(([path, bytes]) => [
      path.slice('docker/'.length),
      bytes,
    ]),
  )
  const decoder = new TextDecoder()
  const texts = new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]))
  const sources = { files, texts, workspaces: workspacesIn(texts) }
  const built = services.filter((service) => files.has(`${service}/Dockerfile`))
  return Promise.all(
    built.map(async (service) => ({
      ...{ service, image: `${registry}/${service}`, tag: tagOf(service, sources) },
      commit: await git(root, [
        'log',
        '-1',
        '--format=%H',
        head,
        '--',
        ...pathsOf(service, sources.workspaces),
      ]),
      ...(usesDatabase(service, sources) && migrationsIn(texts)),
    })),
  )
}

function tagOf(service: string, { files, workspaces }: Sources): string {
  const chosen = inputsOf(service, workspaces)
  const hash = createHash('sha256')
  for (const [path, bytes] of [...files].filter(([path]) => chosen(path)).sort(byPath))
    hash.update(`${path.length}:${path}${bytes.length}:`).update(bytes)
  return hash.digest('hex').slice(0, 12)
}

const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

const usesDatabase = (service: string, { workspaces }: Sources): boolean =>
  workspacesOf(service, workspaces).some(({ folder }) => folder === 'database')
