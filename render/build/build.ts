import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import type { Cache } from '../cache/cache.ts'
import { build, type Kustomize, KustomizeError } from '../tools/kustomize.ts'
import { asReady } from './pool.ts'
import { type BuildSource, overlayOf } from './source.ts'

/** An overlay as kustomize built it, or what kustomize has against it. */
export type Build =
  | { readonly name: string; readonly manifests: string }
  | { readonly name: string; readonly error: string }

export interface BuildOptions {
  readonly kustomize: Kustomize
  readonly cache: Cache
  /** An empty folder: the sources are laid out here, so that what is built is exactly what was read. */
  readonly stage: string
  /**
   * How many at once; defaults to one more than there are processors: this process may be at work when a build ends, and
   * start the next one late.
   */
  readonly parallel?: number
}

/**
 * Builds overlays with real kustomize, several at once, and gives each as soon as it is there; those in the cache
 * aren't built again. Memory does not grow with their number.
 *
 * @param keys the key of each overlay's build, by its name (`buildKeys`).
 */
export async function* buildOverlays(
  source: BuildSource,
  keys: ReadonlyMap<string, string>,
  { kustomize, cache, stage, parallel = availableParallelism() + 1 }: BuildOptions,
): AsyncGenerator<Build> {
  const layOutBase = once(() => layOut(stage, source.base))
  const wanted = [...keys].map(([name, key]) => ({ name, key }))
  yield* asReady(wanted, parallel, one)

  async function one({ name, key }: { name: string; key: string }): Promise<Build> {
    const entry = `build-${key}`
    const known = cache.get(entry)
    if (known !== undefined) return { name, manifests: known }
    layOutBase()
    layOut(stage, overlayOf(source, name))
    const folder = join(stage, 'overlays', name)
    try {
      const { manifests } = await build(kustomize, folder)
      cache.set(entry, manifests)
      return { name, manifests }
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error
      // kustomize says whole paths, of a folder that is gone when they are read.
      return {
        name,
        error: [resolve(stage), stage].reduce((text, path) => text.replaceAll(`${path}/`, ''), error.message),
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** @throws {Error} for a path that leads out of the stage: nothing of what is laid out after it is written. */
function layOut(stage: string, files: Iterable<readonly [string, string]>): void {
  for (const [path, text] of files) {
    if (!resolve(stage, path).startsWith(resolve(stage) + sep))
      throw new Error(`${JSON.stringify(path)} leads out of the repository: it can't be built.`)
    mkdirSync(dirname(join(stage, path)), { recursive: true })
    writeFileSync(join(stage, path), text)
  }
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}
