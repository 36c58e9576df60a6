import { createHash } from 'node:crypto'
import { buildKeys } from '../../build/source.ts'
import { isDefinition } from '../../catalog/base-paths.ts'
import { filesAt } from '../../tools/git-files.ts'
import { findKustomize, KustomizeError } from '../../tools/kustomize.ts'
import { buildAll } from '../build-all.ts'

/** Builds one environment in several states, each with the same kustomize. */
export interface Builder {
  /** The manifests that kustomize makes of some files. @throws KustomizeError. */
  of(texts: ReadonlyMap<string, string>): Promise<string>
  /** The same of a commit; nothing if it can't be built. @throws GitError. */
  at(commit: string): Promise<string | undefined>
  readonly warnings: readonly string[]
}

/** @param version the kustomize that Argo CD runs. @throws {KustomizeError} if there is none at all. */
export async function builderFor(root: string, name: string, version: string): Promise<Builder> {
  const kustomize = await findKustomize(version, root)
  const of = async (texts: ReadonlyMap<string, string>): Promise<string> => {
    const below = (folder: string) => new Map([...texts].filter(([path]) => path.startsWith(`${folder}/`)))
    const base = new Map([...below('base')].filter(([path]) => !isDefinition(path)))
    const source = { base, overlays: below(`overlays/${name}`) }
    const key = buildKeys(source, kustomize.version)(name)
    const plan = { source, builds: new Map([[name, { kustomize, key }]]), warnings: [] }
    let manifests = ''
    await buildAll(root, plan, [name], (build) => {
      if ('error' in build) throw new KustomizeError(`overlays/${name}: ${build.error}`)
      manifests = build.manifests
    })
    return manifests
  }
  const at = async (commit: string): Promise<string | undefined> => {
    const files = await filesAt(root, commit, ['base', `overlays/${name}`])
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    const texts = new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]))
    try {
      return await of(texts)
    } catch (error) {
      if (error instanceof KustomizeError) return undefined
      throw error
    }
  }
  return { of, at, warnings: kustomize.warning ? [kustomize.warning] : [] }
}

/** What a build is known by. */
export const hashOf = (manifests: string): string =>
  `sha256:${createHash('sha256').update(manifests).digest('hex')}`
