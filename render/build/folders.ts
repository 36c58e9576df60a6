import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import type { Cache } from '../cache/cache.ts'
import { build, type Kustomize, KustomizeError } from '../tools/kustomize.ts'
import type { Build } from './build.ts'
import { asReady } from './pool.ts'
import { digestBytes } from './source.ts'

/** A folder to build, and every file that its build reads. */
export interface FolderBuild {
  readonly folder: string
  readonly paths: readonly string[]
}

/** Where kustomize says what each resource is from, in the annotation that it is asked for. */
export const ORIGIN = 'config.kubernetes.io/origin'

/** Where it says which step changed it, one after the other. */
export const TRANSFORMATIONS = 'alpha.config.kubernetes.io/transformations'

/** From the folder that is built to the copy of the tree: what origins begin with. */
export const TO_TREE = '../../tree/'

/**
 * Builds folders of any tree with kustomize, in a copy that holds exactly the files named. Each is built from outside,
 * by a kustomization that only asks for the origin of every resource.
 *
 * @param read the content of a file of the tree. @param stage an empty folder.
 */
export async function* buildFolders(
  wanted: readonly FolderBuild[],
  read: (path: string) => Uint8Array,
  {
    kustomize,
    cache,
    stage,
    parallel = availableParallelism(),
    metadata = ['originAnnotations'],
  }: {
    readonly kustomize: Kustomize
    readonly cache: Cache
    readonly stage: string
    readonly parallel?: number
    /** What kustomize is asked for: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/ */
    readonly metadata?: readonly string[]
  },
): AsyncGenerator<Build> {
  const laidOut = new Set<string>()
  const entries = wanted.map((each, index) => ({ ...each, name: each.folder, index }))
  yield* asReady(entries, parallel, one)

  async function one({ folder, paths, index }: FolderBuild & { index: number }): Promise<Build> {
    const contents = paths.map((path) => [path, read(path)] as const)
    const entry = `folder-${digestBytes([['kustomize', Buffer.from(`${kustomize.version} ${metadata.join(' ')}`)], ['folder', Buffer.from(folder)], ...contents])}`
    const known = cache.get(entry)
    if (known !== undefined) return { name: folder, manifests: known }
    for (const [path, bytes] of contents) layOut(path, bytes)
    const wrapper = join(stage, 'wrap', String(index))
    mkdirSync(wrapper, { recursive: true })
    const resource = JSON.stringify(`${TO_TREE}${folder}`.replace(/\/$/, ''))
    writeFileSync(
      join(wrapper, 'kustomization.yaml'),
      `resources: [${resource}]\nbuildMetadata: [${metadata.join(', ')}]\n`,
    )
    try {
      const { manifests } = await build(kustomize, wrapper)
      cache.set(entry, manifests)
      return { name: folder, manifests }
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error
      const hide = [join(resolve(stage), 'tree'), join(stage, 'tree'), resolve(stage), stage]
      return {
        name: folder,
        error: hide.reduce(
          (text, path) => text.replaceAll(`${path}/`, '').replaceAll(path, '.'),
          error.message,
        ),
      }
    } finally {
      rmSync(wrapper, { recursive: true, force: true })
    }
  }

  /** @throws {Error} for a path that leads out of the copy. */
  function layOut(path: string, bytes: Uint8Array): void {
    if (laidOut.has(path)) return
    laidOut.add(path)
    const target = resolve(stage, 'tree', path)
    if (!target.startsWith(resolve(stage, 'tree') + sep))
      throw new Error(`${JSON.stringify(path)} leads out of the folder: it can't be built.`)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, bytes)
  }
}

/** Gives `action` an empty folder outside of every repository, and removes it afterwards. */
export async function withTemporaryStage<T>(action: (stage: string) => Promise<T>): Promise<T> {
  const stage = realpathSync(mkdtempSync(join(tmpdir(), 'gitops-build-')))
  try {
    return await action(stage)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}
