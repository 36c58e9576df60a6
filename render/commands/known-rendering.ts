import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openCache } from '../cache/cache.ts'
import type { RenderedFile } from '../emit/files.ts'
import { fingerprint } from '../repository/fingerprint.ts'

/** What an earlier run rendered from the same bytes with the same tool. */
export interface KnownRendering {
  readonly files: readonly RenderedFile[]
  readonly schemas: () => readonly RenderedFile[]
  readonly definitions: readonly { readonly name: string }[]
}

/** Larger fleets change all the time, and keeping all of what they render to takes as long as rendering it. */
const LARGEST = 20

/**
 * The key of a repository's rendering in the user's cache; nothing for a large fleet.
 *
 * @throws what the file system throws.
 */
export function renderingKey(root: string): string | undefined {
  try {
    if (readdirSync(join(root, 'environments')).length > LARGEST) return undefined
  } catch {
    return undefined
  }
  return `rendered-${fingerprint(root)}`
}

/** A rendering without problems, from the user's cache. `check` doesn't ask for it. */
export function knownRendering(root: string, key: string | undefined): KnownRendering | undefined {
  const text = key && openCache(root).get(key)
  if (!text) return undefined
  const { schemas, ...known } = JSON.parse(text) as Kept
  return { ...known, schemas: () => schemas }
}

interface Kept extends Omit<KnownRendering, 'schemas'> {
  readonly schemas: readonly RenderedFile[]
}

/** Keeps a rendering without problems, unless an input changed since `key` was made. */
export function keepRendering(root: string, key: string | undefined, rendering: KnownRendering): void {
  if (key === undefined || renderingKey(root) !== key) return
  const { files } = rendering
  const definitions = rendering.definitions.map(({ name }) => ({ name }))
  const kept: Kept = { files, schemas: rendering.schemas(), definitions }
  openCache(root).set(key, JSON.stringify(kept))
}
