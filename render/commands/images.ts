import { createHash } from 'node:crypto'
import { inputsOf, pathsOf, workspacesIn, workspacesOf } from '../images/inputs.ts'
import { migrationsIn } from '../images/migrations.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { commitOf, filesAt, git } from '../tools/git.ts'
import { EXIT, type Line, type Outcome, refused } from './outcome.ts'
import { renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'

export interface ImagesOptions {
  /** Leave out the images that this environment runs already. */
  readonly changedFrom?: string
}

/** An image to build: `tag` is a hash over all that it is built from, so that equal content has an equal tag. */
interface Image {
  readonly service: string
  readonly image: string
  readonly tag: string
  /** The newest commit that changed any of it. */
  readonly commit: string
  readonly migration?: number
  readonly contracting?: number
}

/**
 * The image of every service at the commit that is checked out: what it is called, and what it is built from.
 *
 * @throws GitError.
 */
export async function images(root: string, { changedFrom }: ImagesOptions): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const unknown = changedFrom === undefined ? undefined : unknownEnvironments([changedFrom], inputs)
  if (unknown) return unknown
  const { fleet, catalog, definitions, problems: more } = renderAll(inputs)
  if (problems.length + more.length > 0 || !fleet) return refused([...problems, ...more], textOf(root))

  const head = await commitOf(root, 'HEAD')
  const decoder = new TextDecoder()
  const files = new Map(
    [...(await filesAt(root, head, ['docker']))].map(([path, bytes]) => [
      path.slice('docker/'.length),
      decoder.decode(bytes),
    ]),
  )
  const running = definitions.find(({ name }) => name === changedFrom)?.release.services ?? {}
  const found: Image[] = []
  for (const service of Object.keys(catalog.services).filter((each) => files.has(`${each}/Dockerfile`))) {
    const image = await imageOf(root, head, service, files)
    if (running[service]?.tag !== image.tag)
      found.push({ service, image: `${fleet.registry}/${service}`, ...image })
  }
  return {
    exit: EXIT.good,
    lines: found.map(
      ({ image, tag, commit }): Line => ({ text: `${image}:${tag} from ${commit.slice(0, 12)}` }),
    ),
    errors: found.length === 0 ? [`${changedFrom ?? 'Nobody'} runs what is checked out already.`] : [],
    json: { images: found },
  }
}

async function imageOf(
  root: string,
  head: string,
  service: string,
  files: ReadonlyMap<string, string>,
): Promise<Omit<Image, 'service' | 'image'>> {
  const workspaces = workspacesIn(files)
  const chosen = inputsOf(service, workspaces)
  const inputs = [...files].filter(([path]) => chosen(path)).sort(([a], [b]) => (a < b ? -1 : 1))
  const hash = createHash('sha256')
  for (const [path, text] of inputs) hash.update(`${path.length}:${path}${text.length}:${text}`)
  const commit = await git(root, ['log', '-1', '--format=%H', head, '--', ...pathsOf(service, workspaces)])
  const database = workspacesOf(service, workspaces).some(({ folder }) => folder === 'database')
  return { tag: hash.digest('hex').slice(0, 12), commit, ...(database && migrationsIn(files)) }
}
