import { posix } from 'node:path'
import { parseAllDocuments, parseDocument } from 'yaml'
import { type Problem, wrongFile } from '../problem/problem.ts'
import type { Kind } from './catalog.ts'

/** The files of base by their path from the repository's root. */
export type BaseFiles = ReadonlyMap<string, string>

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name?: string }
  readonly spec?: Readonly<Record<string, unknown>>
}

interface Kustomization {
  readonly resources?: readonly string[]
  readonly components?: readonly string[]
  readonly configMapGenerator?: readonly unknown[]
  readonly secretGenerator?: readonly unknown[]
}

/**
 * The manifests that a kustomization brings, those of the folders it refers to included, unbuilt: enough to know
 * kinds, names and defaults without running kustomize.
 *
 * @throws nothing; what can't be read is added to `problems`.
 */
export function manifestsOf(files: BaseFiles, folder: string, problems: Problem[]): Manifest[] {
  const file = `${folder}/kustomization.yaml`
  const text = files.get(file)
  if (text === undefined) {
    problems.push(wrongFile(file, 'is missing: every folder that a kustomization names needs one.'))
    return []
  }
  const kustomization = (parseDocument(text).toJS() ?? {}) as Kustomization
  if (kustomization.secretGenerator)
    problems.push(wrongFile(file, 'has a secretGenerator: secrets never come from git.'))
  const generated = kustomization.configMapGenerator ? [{ apiVersion: 'v1', kind: 'ConfigMap' }] : []
  const referred = [...(kustomization.resources ?? []), ...(kustomization.components ?? [])]
  return [
    ...generated,
    ...referred.flatMap((reference) => {
      const path = posix.join(folder, reference)
      const manifests = files.get(path)
      return manifests === undefined
        ? manifestsOf(files, path, problems)
        : parseAllDocuments(manifests).map((document) => document.toJS() as Manifest)
    }),
  ]
}

/** The distinct kinds of some manifests, in the order of group and kind. */
export function kindsOf(manifests: readonly Manifest[]): Kind[] {
  const kinds = new Map<string, Kind>()
  for (const { apiVersion, kind } of manifests) {
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : ''
    kinds.set(`${group}/${kind}`, { group, kind })
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind)
}
