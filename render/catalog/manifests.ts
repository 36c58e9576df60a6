import { posix } from 'node:path'
import { type Problem, wrongFile, wrongKey, wrongValue } from '../problem/problem.ts'
import { distinctKinds, type Kind } from './catalog.ts'
import { documentsOf, valuesOf } from './documents.ts'
import { envFileProblems } from './env-file.ts'
import {
  FIELDS,
  filesOf,
  inlinePatchesOf,
  type Kustomization,
  type Reference,
  referencesOf,
} from './kustomization.ts'

/** The files of base by their path from the repository's root. */
export type BaseFiles = ReadonlyMap<string, string>

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
 * @throws nothing; what can't be read is added to `problems`.
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
  const wrongAt = (references: readonly Reference[], message: (name: string) => string): Manifest[] => {
    problems.push(...references.map(({ to, place }) => wrongValue(file, place, message(JSON.stringify(to)))))
    return []
  }
  const text = files.get(file)
  if (text === undefined) return wrong('is missing: every folder that a kustomization names needs one.')
  if (above.includes(folder)) return wrong('names itself, by a way of other folders or at once.')
  const [kustomization = {}] = documentsOf(file, text, problems) as Kustomization[]
  const referred = referencesOf(kustomization)
  const strangers = referred.filter((each) => typeof each.to !== 'string')
  if (strangers.length > 0)
    return wrongAt(strangers, () => 'must list resources and components by their paths.')
  const references = referred as readonly Reference<string>[]
  const urls = references.filter(({ to }) => to.includes('://'))
  if (urls.length > 0) return wrongAt(urls, () => 'refers to a URL: base stands by itself.')
  const strange = Object.keys(kustomization).find((key) => !FIELDS.includes(key))
  if (strange) {
    problems.push(wrongKey(file, [strange], `has the field ${strange}: expected ${FIELDS.join(', ')}.`))
    return []
  }
  // Kustomize reads a patch, a settings file or a file of a ConfigMap over the network as well.
  const away = filesOf(kustomization).filter(({ to }) => !files.has(posix.join(folder, to)))
  wrongAt(away, (name) => `names ${name}, which is no file of base.`)
  for (const { to, place } of filesOf(kustomization)) {
    const path = posix.join(folder, to)
    const content = files.get(path) ?? ''
    if (/^env/.test(String(place[2]))) problems.push(...envFileProblems(path, content))
    // kustomize expands aliases without a limit, until no memory is left.
    if (place[0] === 'patches') valuesOf(path, content, problems)
  }
  for (const { to, place } of inlinePatchesOf(kustomization)) {
    const flaws: Problem[] = []
    valuesOf(file, to, flaws)
    problems.push(...flaws.map(({ message }) => wrongValue(file, place, `The patch ${message}`)))
  }
  const absent = references.filter(({ to }) => !stands(files, pathOf(folder, to)))
  wrongAt(absent, (name) => `names ${name}, which is no file and no folder of base.`)
  const wrongField = (key: keyof Kustomization, message: string): void => {
    if (kustomization[key]) problems.push(wrongKey(file, [key], message))
  }
  wrongField('secretGenerator', 'has a secretGenerator: secrets never come from git.')
  for (const key of ['generators', 'helmCharts'] as const)
    wrongField(key, `has ${key}: an AppProject can't name the kinds that they bring.`)
  const generated = kustomization.configMapGenerator ? [{ apiVersion: 'v1', kind: 'ConfigMap' }] : []
  return [
    ...generated,
    ...references.flatMap((reference) => {
      if (absent.includes(reference)) return []
      const path = pathOf(folder, reference.to)
      const manifests = files.get(path)
      return manifests === undefined
        ? manifestsOf(files, path, problems, [...above, folder])
        : resourcesOf(path, manifests, problems)
    }),
  ]
}

/** Whether base has the file, or a file in the folder. */
const stands = (files: BaseFiles, path: string): boolean =>
  files.has(path) || [...files.keys()].some((each) => each.startsWith(`${path}/`))

/** The path that a kustomization's entry means, from the repository's root. */
const pathOf = (folder: string, entry: string): string => posix.join(folder, entry).replace(/\/$/, '')

function resourcesOf(file: string, text: string, problems: Problem[]): Manifest[] {
  const manifests = (documentsOf(file, text, problems) as Manifest[]).flatMap(itemsOf)
  return manifests.filter(({ apiVersion, kind, ...rest }) => {
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
