import { type Problem, wrongFile } from '../problem/problem.ts'
import { type BaseFiles, pathOf, stands } from './base-paths.ts'
import { distinctKinds, type Kind } from './catalog.ts'
import { documentsOf } from './documents.ts'
import { type Kustomization, referencesOf } from './kustomization.ts'

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name?: string }
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
  return [
    ...generated,
    ...referencesOf(kustomization).flatMap(({ to }) => {
      const path = pathOf(folder, String(to))
      if (!stands(files, path)) return []
      const manifests = files.get(path)
      return manifests === undefined
        ? manifestsOf(files, path, problems, [...above, folder])
        : resourcesOf(path, manifests, problems)
    }),
  ]
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
