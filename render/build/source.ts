import { createHash } from 'node:crypto'

/** What a build reads: files of base and of overlays, by their path from the repository's root. */
export interface BuildSource {
  readonly base: ReadonlyMap<string, string>
  readonly overlays: ReadonlyMap<string, string>
}

/** The files of one overlay, by path. */
export const overlayOf = ({ overlays }: BuildSource, name: string): [string, string][] =>
  [...overlays].filter(([path]) => path.startsWith(`overlays/${name}/`))

/**
 * A function that tells the key of an overlay's build: a hash over the content of all that the build reads, and the
 * version of kustomize. Two builds with one key give the same bytes; a change of any file of base changes every key,
 * because a kustomization may refer to any of them.
 */
export function buildKeys({ base, overlays }: BuildSource, kustomize: string): (name: string) => string {
  const shared = digest([['kustomize', kustomize], ...base])
  const files = Map.groupBy(overlays, ([path]) => path.split('/')[1])
  return (name) => digest([['shared', shared], ...(files.get(name) ?? [])])
}

/** One hash over names and contents, in the order of names; lengths keep them apart. */
export function digest(files: Iterable<readonly [string, string]>): string {
  const hash = createHash('sha256')
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path.length}:${path}${text.length}:`).update(text)
  return hash.digest('hex')
}

/** The same over bytes, for files of anyone that may be no text. */
export function digestBytes(files: readonly (readonly [string, Uint8Array])[]): string {
  const hash = createHash('sha256')
  for (const [path, bytes] of files) hash.update(`${path.length}:${path}${bytes.length}:`).update(bytes)
  return hash.digest('hex')
}
