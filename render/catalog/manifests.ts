import { posix } from 'node:path'
import { idOf, type Resource } from '../kubernetes/resource.ts'
import { type Problem, wrongFile, wrongKey } from '../problem/problem.ts'
import { type BaseFiles, pathOf, stands } from './base-paths.ts'
import { distinctKinds, type Kind } from './catalog.ts'
import { documentsOf, valuesOf } from './documents.ts'
import { type Kustomization, referencesOf } from './kustomization.ts'

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name?: string; readonly namespace?: string }
  readonly spec?: Readonly<Record<string, unknown>>
}

/**
 * The manifests that a kustomization brings, those of the folders it refers to included, unbuilt: enough to know
 * kinds, names and defaults without running kustomize.
 *
 * @throws nothing; what can't be read is added to `problems`, but for what is wrong with a kustomization as such
 *   (`kustomizationProblems`).
 */
export function manifestsOf(
  files: BaseFiles,
  folder: string,
  problems: Problem[],
  above: readonly string[] = [],
): Manifest[] {
  const file = `${folder}/kustomization.yaml`
  const wrong = (message: string): Manifest[] => {
    problems.push(wrongFile(file, message))
    return []
  }
  const text = files.get(file)
  if (text === undefined) return wrong('is missing: every folder that a kustomization names needs one.')
  if (above.includes(folder)) return wrong('references itself, directly or through other folders.')
  const [kustomization = {}] = documentsOf(file, text, []) as Kustomization[]
  const generated = kustomization.configMapGenerator ? [{ apiVersion: 'v1', kind: 'ConfigMap' }] : []
  const fileOf = new Map<string, string>()
  return [
    ...generated,
    ...referencesOf(kustomization).flatMap(({ to }) => {
      const path = pathOf(folder, String(to))
      if (!stands(files, path)) return []
      const content = files.get(path)
      if (content === undefined) return manifestsOf(files, path, problems, [...above, folder])
      const manifests = resourcesOf(path, content, problems)
      for (const manifest of manifests) {
        const other = fileOf.get(keyOf(manifest)) ?? path
        if (other === path) fileOf.set(keyOf(manifest), path)
        else problems.push(duplicate(path, content, manifest, posix.relative(folder, other)))
      }
      return manifests
    }),
  ]
}

/** What kustomize tells resources apart by, before it changes their names and namespaces. */
const keyOf = ({ apiVersion, kind, metadata }: Manifest): string =>
  JSON.stringify([apiVersion, kind, metadata?.namespace ?? 'default', metadata?.name])

function duplicate(file: string, text: string, manifest: Manifest, other: string): Problem {
  const isSame = (each: Manifest) => keyOf(each) === keyOf(manifest)
  const values = valuesOf(file, text, []).map((value) => Object(value) as Manifest)
  const document = values.findIndex((value) => itemsOf(value).some(isSame))
  const value = values[document]
  const item = value && !isSame(value) ? ['items', itemsOf(value).findIndex(isSame)] : []
  const message = `${idOf(manifest as object as Resource)} is also in ${other}; remove one of them, or rename it.`
  return { ...wrongKey(file, [...item, 'metadata', 'name'], message), document }
}

const EMPTY = 'The file is empty: add the resource, or remove the file from kustomization.yaml.'
const START = { line: 1, column: 1 }

function resourcesOf(file: string, text: string, problems: Problem[]): Manifest[] {
  const known = problems.length
  const documents = documentsOf(file, text, problems) as Manifest[]
  if (documents.length === 0 && problems.length === known)
    problems.push({ ...wrongFile(file, EMPTY), position: START })
  return documents.flatMap(itemsOf).filter(({ apiVersion, kind, ...rest }) => {
    const named = typeof apiVersion === 'string' && typeof kind === 'string'
    if (!named) problems.push(wrongFile(file, 'has no apiVersion or no kind.'))
    if (kind === 'Secret' && ('data' in rest || 'stringData' in rest))
      problems.push(wrongFile(file, 'is a Secret with data: secrets never come from git.'))
    return named
  })
}

/** What kustomize makes of a List, as `kubectl get` prints it: its items. */
function itemsOf(manifest: Manifest): Manifest[] {
  const { items } = manifest as { items?: unknown }
  return /List$/.test(manifest.kind) && Array.isArray(items)
    ? items.filter((item): item is Manifest => typeof item === 'object' && item !== null)
    : [manifest]
}

/** The resources of a file of base, as far as they can be read. */
export const resourcesIn = (text: string): Manifest[] => resourcesOf('', text, [])

/** The distinct kinds of some manifests, in the order of group and kind. */
export const kindsOf = (manifests: readonly Manifest[]): Kind[] =>
  distinctKinds(
    manifests.map(({ apiVersion, kind }) => ({
      group: apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '',
      kind,
    })),
  )
