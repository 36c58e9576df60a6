import type { Change } from '../../emit/tree.ts'
import { type Problem, wrongFile } from '../../problem/problem.ts'
import { editSource } from '../../vendor/edit-source.ts'
import { digestOf, lockText, readLock } from '../../vendor/lock.ts'
import { type Sorted, sortManifests } from '../../vendor/refusals.ts'
import { lockFile, type Source, sourceFile, VENDOR_FOLDER } from '../../vendor/source.ts'
import { filesOf, vendoredFrom } from '../../vendor/split.ts'
import type { Inflated } from './inflated.ts'
import type { scopeOf } from './scope.ts'

/** What a source would write. */
export interface Proposal {
  readonly sorted: Sorted
  /** In the order of their paths. */
  readonly changes: readonly Change[]
  readonly problems: readonly Problem[]
}

/**
 * What changes on disk so that a source's files are what it came to.
 *
 * @param files every file of base/vendor and base/crds, by path. @param scope `scopeOf` for what the source brings.
 */
export function proposalOf(
  name: string,
  source: Source,
  inflated: Inflated,
  files: ReadonlyMap<string, string>,
  scope: (brought: Parameters<typeof scopeOf>[3]) => ReturnType<typeof scopeOf>,
): Proposal {
  const file = sourceFile(name)
  const brought = inflated.manifests.map(({ resource }) => resource)
  const found = sortManifests(inflated.manifests, {
    namespace: source.namespace ?? name,
    exclude: source.exclude ?? [],
    isNamespaced: scope(brought.filter(({ kind }) => kind === 'CustomResourceDefinition')),
  })
  const sorted = source.crds === false ? { ...found, crds: [] } : found
  const wanted = filesOf(name, {
    resources: sorted.resources,
    crds: sorted.crds,
    ...(inflated.values !== undefined && { values: inflated.values }),
  })
  // Also what someone took the header from.
  const known = readLock(files.get(lockFile(name)) ?? '')?.files ?? {}
  const before = files.get(file) ?? ''
  const sourceText = editSource(before, source.chart ? 'chart' : 'kustomize', inflated.pinned)
  const digests = [...wanted].map(([path, text]) => [path, digestOf(text)] as const)
  wanted.set(
    lockFile(name),
    lockText(name, {
      source: digestOf(sourceText),
      fetched: inflated.fetched,
      renderedWith: inflated.renderedWith,
      ...(inflated.kubernetes !== undefined && { kubernetes: inflated.kubernetes }),
      files: Object.fromEntries(digests.sort(([a], [b]) => (a < b ? -1 : 1))),
    }),
  )
  const problems = [
    ...sorted.refused.map((why) => wrongFile(file, why)),
    ...[...wanted.keys()]
      .filter((path) => path !== lockFile(name) && !(path in known))
      .flatMap((path) => inTheWay(name, path, files.get(path))),
  ]
  const changes = [
    ...[...wanted, ...(sourceText === before ? [] : [[file, sourceText] as const])].flatMap(
      ([path, text]): Change[] => {
        const there = files.get(path)
        if (there === text) return []
        return [{ kind: there === undefined ? 'create' : 'update', path, text }]
      },
    ),
    ...[...files].flatMap(([path, text]): Change[] =>
      vendoredFrom(text) === name && !wanted.has(path) ? [{ kind: 'delete', path }] : [],
    ),
  ]
  return { sorted, changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)), problems }
}

/** A file of someone else's where one of the source must be. */
function inTheWay(name: string, path: string, found: string | undefined): Problem[] {
  if (found === undefined || vendoredFrom(found) === name) return []
  if (path.startsWith(`${VENDOR_FOLDER}/`))
    return [wrongFile(path, 'was not written by vendor; move it elsewhere.')]
  const other = vendoredFrom(found)
  const owner = other === undefined ? 'was not written by vendor' : `is from ${sourceFile(other)}`
  return [
    wrongFile(
      path,
      `${owner}, and ${sourceFile(name)} brings the same definition: remove the file, or write crds: false in that source.yaml.`,
    ),
  ]
}
