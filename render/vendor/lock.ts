import { createHash } from 'node:crypto'
import { parse } from 'yaml'
import { toYaml } from '../emit/yaml.ts'
import { at, entries } from '../kubernetes/resource.ts'
import { lockFile, sourceFile, VENDOR_FOLDER } from './source.ts'
import { headerOf, vendoredFrom } from './split.ts'

/** What a run of `vendor` fetched and wrote. */
export interface Lock {
  /** Of source.yaml. */
  readonly source: string
  /** What was fetched, by what it is pinned to. */
  readonly fetched: Readonly<Record<string, string>>
  /** As `helm 4.2.3`. */
  readonly renderedWith: string
  /** The Kubernetes version that it was rendered for; none for a kustomization. */
  readonly kubernetes?: string
  /** The digest of every file that was written, by its path. */
  readonly files: Readonly<Record<string, string>>
}

export const digestOf = (content: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`

export const lockText = (name: string, lock: Lock): string =>
  headerOf(name) + toYaml(Object.fromEntries(Object.entries(lock).filter(([, value]) => value !== undefined)))

/** A lock as `lockText` wrote it; nothing for anything else. */
export function readLock(text: string): Lock | undefined {
  let value: unknown
  try {
    value = parse(text)
  } catch {
    return undefined
  }
  const [source, renderedWith, kubernetes] = ['source', 'renderedWith', 'kubernetes'].map((key) =>
    at(value, key),
  )
  if (typeof source !== 'string' || typeof renderedWith !== 'string') return undefined
  const texts = (key: string): Record<string, string> =>
    Object.fromEntries(entries(at(value, key)).map(([name, each]) => [name, String(each)]))
  return {
    source,
    fetched: texts('fetched'),
    renderedWith,
    ...(typeof kubernetes === 'string' && { kubernetes }),
    files: texts('files'),
  }
}

/** A file that isn't as `vendor` wrote it, or a source that `vendor` hasn't been run for since it changed. */
export interface Edit {
  readonly finding: 'missing' | 'changed' | 'unmanaged' | 'stale'
  readonly path: string
}

/**
 * What was changed by hand below base/vendor, and in the files of base/crds that come from there. Needs no network.
 *
 * @param files every file of base/vendor and base/crds, by path.
 * @param kubernetes what a chart is rendered for if its source says nothing; nothing if that isn't known.
 */
export function handEdits(files: ReadonlyMap<string, string>, kubernetes: string | undefined): Edit[] {
  const names = [
    ...new Set(
      [...files].flatMap(([path, text]) =>
        path.startsWith(`${VENDOR_FOLDER}/`) ? (path.split('/')[2] ?? []) : (vendoredFrom(text) ?? []),
      ),
    ),
  ].sort()
  return names.flatMap((name) => editsOf(name, files, kubernetes))
}

/** The same for one source. */
export function editsOf(
  name: string,
  files: ReadonlyMap<string, string>,
  kubernetes: string | undefined,
): Edit[] {
  const source = files.get(sourceFile(name))
  const lock = readLock(files.get(lockFile(name)) ?? '')
  const vendored = [...files.keys()].filter(
    (path) => path.startsWith(`${VENDOR_FOLDER}/${name}/`) || vendoredFrom(files.get(path) ?? '') === name,
  )
  // Without the folder, its definitions in base/crds are all that is left.
  const there = vendored.some((path) => path.startsWith(VENDOR_FOLDER))
  const known = new Set([sourceFile(name), lockFile(name), ...Object.keys(lock?.files ?? {})])
  const edits: Edit[] = [
    ...(source === undefined && there ? [{ finding: 'missing', path: sourceFile(name) } as const] : []),
    ...(lock === undefined && there ? [{ finding: 'missing', path: lockFile(name) } as const] : []),
    ...(source !== undefined && lock !== undefined && isOutdated(source, lock, kubernetes)
      ? [{ finding: 'stale', path: lockFile(name) } as const]
      : []),
    ...Object.entries(lock?.files ?? {}).flatMap(([path, digest]): Edit[] => {
      const text = files.get(path)
      if (text === undefined) return [{ finding: 'missing', path }]
      return digestOf(text) === digest ? [] : [{ finding: 'changed', path }]
    }),
    ...vendored
      .filter((path) => !known.has(path))
      .map(
        (path): Edit => ({
          finding: vendoredFrom(files.get(path) ?? '') === name ? 'stale' : 'unmanaged',
          path,
        }),
      ),
  ]
  return edits.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Whether a lock is of another source.yaml, or of another version of the clusters. */
const isOutdated = (source: string, lock: Lock, kubernetes: string | undefined): boolean =>
  lock.source !== digestOf(source) ||
  (lock.kubernetes !== undefined &&
    kubernetes !== undefined &&
    !/^kubernetes:/m.test(source) &&
    lock.kubernetes !== kubernetes)
