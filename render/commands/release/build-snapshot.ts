import { createHash } from 'node:crypto'
import { filesAt } from '../../tools/git.ts'
import { KustomizeError } from '../../tools/kustomize.ts'
import { buildAll, planBuilds } from '../build-all.ts'

/** The manifests of an environment as kustomize builds them from some files. @throws KustomizeError. */
export async function buildOf(
  root: string,
  texts: ReadonlyMap<string, string>,
  name: string,
  kustomize: string,
): Promise<string> {
  const below = (folder: string) => new Map([...texts].filter(([path]) => path.startsWith(`${folder}/`)))
  const source = { base: below('base'), overlays: below('overlays') }
  const plan = await planBuilds(root, source, new Map([[name, kustomize]]))
  let manifests = ''
  await buildAll(root, plan, [name], (build) => {
    if ('error' in build) throw new KustomizeError(`overlays/${name}: ${build.error}`)
    manifests = build.manifests
  })
  return manifests
}

/** The same of a commit; nothing if it can't be built. */
export async function buildAt(
  root: string,
  commit: string,
  name: string,
  kustomize: string,
): Promise<string | undefined> {
  const files = await filesAt(root, commit, ['base', 'overlays'])
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const texts = new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]))
  try {
    return await buildOf(root, texts, name, kustomize)
  } catch (error) {
    if (error instanceof KustomizeError) return undefined
    throw error
  }
}

/** What a build is known by. */
export const hashOf = (manifests: string): string =>
  `sha256:${createHash('sha256').update(manifests).digest('hex')}`
