import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildOf, type Image, isImageName, sameParts } from '../images/image.ts'
import { EXIT, type Outcome, wrong } from '../output/outcome.ts'
import { publishedAs, publishIndex, RegistryError } from '../tools/buildx.ts'
import { outputProblem, setOutput } from '../tools/github-output.ts'
import { BuildsError, checked } from './release/builds.ts'

export interface PublishImageOptions {
  /** One entry of what `images` lists, in JSON. */
  readonly image: string
  /** A folder with a file for each platform, which holds the digest built for it, or nothing if nothing was built. */
  readonly digests: string
  /** The folder to write the build into, for `bump`. */
  readonly builds: string
  /** Make `{service, tag, digest, made}` an output of the workflow's step, under this name. */
  readonly githubOutput?: string
}

/**
 * Publishes an image that was built for each platform by itself, under its tag, unless that is there: of two runs that
 * build the same, the first one's image counts. A tag moves only from an image without attestation, which a bump refuses.
 *
 * @throws RegistryError.
 */
export async function publishImage(options: PublishImageOptions): Promise<Outcome> {
  const { githubOutput } = options
  const problem = githubOutput === undefined ? undefined : outputProblem(githubOutput)
  if (problem) return wrong(problem)
  let entry: Image
  let platforms: ReadonlyMap<string, string>
  try {
    entry = readEntry(options.image)
    platforms = readDigests(options.digests)
  } catch (error) {
    if (error instanceof BuildsError) return wrong(error.message)
    throw error
  }

  const { service, image, tag } = entry
  const there = await publishedAs(`${image}:${tag}`)
  const before = there && there.digest === entry.replaces ? undefined : there
  const parts = [...platforms.values()].filter((digest) => digest !== '')
  if (!before) {
    const missing = [...platforms].filter(([, digest]) => digest === '').map(([platform]) => platform)
    if (parts.length === 0 || missing.length > 0)
      return wrong(
        `${image}:${tag} is not published, and nothing was built for ${missing.join(', ') || 'any platform'}: run all jobs again.`,
      )
    await publishIndex(image, tag, parts)
  }
  const published = before ?? (await publishedAs(`${image}:${tag}`))
  if (!published) throw new RegistryError(`${image}:${tag} was published but can't be found; run this again.`)

  const build = buildOf(entry, published.digest)
  mkdirSync(options.builds, { recursive: true })
  writeFileSync(join(options.builds, `${service}.json`), `${JSON.stringify(build, null, 2)}\n`)
  // A run that comes again after it was interrupted finds its own image, which it may still have to sign.
  const made = parts.length > 0 && sameParts(published.parts, parts)
  const result = { service, tag, digest: published.digest, made }
  if (githubOutput !== undefined) setOutput(githubOutput, JSON.stringify(result))
  return {
    exit: EXIT.good,
    lines: [
      before
        ? { text: `${image}:${tag} already exists: ${published.digest}`, tone: 'quiet' }
        : { text: `published ${image}:${tag} as ${published.digest}`, tone: 'good' },
    ],
    errors: [],
    json: result,
  }
}

/** @throws {BuildsError} */
function readEntry(json: string): Image {
  let entry: Partial<Image> | null
  try {
    entry = JSON.parse(json)
  } catch (error) {
    throw new BuildsError(`--image: invalid JSON: ${(error as Error).message}`)
  }
  if (typeof entry !== 'object' || entry === null || typeof entry.service !== 'string')
    throw new BuildsError('--image: must be one entry of `npm run -s images -- --json`.')
  const { service, image, replaces, ...rest } = entry as Image
  if (!isImageName(image))
    throw new BuildsError(`"${image}" is not an image name: use REGISTRY/SERVICE, without a tag.`)
  if (replaces !== undefined && !isDigest(replaces))
    throw new BuildsError(
      `"${replaces}" in --image: replaces must be a digest, sha256: and 64 hexadecimal digits.`,
    )
  checked([[service, rest]])
  return entry as Image
}

/** @throws {BuildsError} */
function readDigests(folder: string): ReadonlyMap<string, string> {
  let names: string[]
  try {
    names = readdirSync(folder).sort()
  } catch {
    throw new BuildsError(`--digests ${folder}: folder not found; name one with a file for each platform.`)
  }
  const digests = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8').trim()]))
  for (const [name, digest] of digests)
    if (digest !== '' && !isDigest(digest))
      throw new BuildsError(`${join(folder, name)} contains no digest (sha256: and 64 hexadecimal digits).`)
  return digests
}

const isDigest = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text)
