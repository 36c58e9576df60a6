import { posix } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { type Problem, wrongFile } from '../problem/problem.ts'
import { distinctKinds, type Kind } from './catalog.ts'

/** The files of base by their path from the repository's root. */
export type BaseFiles = ReadonlyMap<string, string>

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name?: string }
  readonly spec?: Readonly<Record<string, unknown>>
}

interface Kustomization {
  readonly resources?: unknown
  readonly components?: unknown
  readonly configMapGenerator?: readonly unknown[]
  readonly patches?: readonly unknown[]
  readonly secretGenerator?: readonly unknown[]
  readonly generators?: unknown
  readonly helmCharts?: unknown
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
  const text = files.get(file)
  if (text === undefined) return wrong('is missing: every folder that a kustomization names needs one.')
  if (above.includes(folder)) return wrong('names itself, by a way of other folders or at once.')
  const [kustomization = {}] = documentsOf(file, text, problems) as Kustomization[]
  const referred = [...listOf(kustomization.resources), ...listOf(kustomization.components)]
  if (!referred.every((each) => typeof each === 'string'))
    return wrong('must list resources and components by their paths.')
  if (referred.some((each) => each.includes('://'))) return wrong('refers to a URL: base stands by itself.')
  const strange = Object.keys(kustomization).find((key) => !FIELDS.includes(key))
  if (strange) return wrong(`has the field ${strange}: expected ${FIELDS.join(', ')}.`)
  // Kustomize reads a patch, a settings file or a file of a ConfigMap over the network as well.
  const away = filesOf(kustomization).find((each) => !files.has(posix.join(folder, each)))
  if (away !== undefined) return wrong(`names ${JSON.stringify(away)}, which is no file of base.`)
  if (kustomization.secretGenerator) wrong('has a secretGenerator: secrets never come from git.')
  for (const key of ['generators', 'helmCharts'] as const)
    if (kustomization[key]) wrong(`has ${key}: an AppProject can't name the kinds that they bring.`)
  const generated = kustomization.configMapGenerator ? [{ apiVersion: 'v1', kind: 'ConfigMap' }] : []
  return [
    ...generated,
    ...referred.flatMap((reference) => {
      const path = posix.join(folder, reference)
      const manifests = files.get(path)
      return manifests === undefined
        ? manifestsOf(files, path, problems, [...above, folder])
        : resourcesOf(path, manifests, problems)
    }),
  ]
}

/** What a kustomization of base may say; others read files that nobody here has looked at. */
const FIELDS = [
  'apiVersion',
  'kind',
  'namespace',
  'resources',
  'components',
  'configMapGenerator',
  'secretGenerator',
  'generators',
  'helmCharts',
  'patches',
  'labels',
  'commonAnnotations',
  'generatorOptions',
  'images',
  'namePrefix',
  'nameSuffix',
]

/** The files that a kustomization reads beside its resources. */
function filesOf({ patches, configMapGenerator }: Kustomization): string[] {
  const generated = (configMapGenerator ?? []) as readonly Readonly<Record<string, unknown>>[]
  return [
    ...((patches ?? []) as readonly { path?: unknown }[]).map(({ path }) => path),
    ...generated.flatMap(({ env, envs, files }) => [
      env,
      ...listOf(envs),
      ...listOf(files).map((each) => String(each).replace(/^[^=]*=/, '')),
    ]),
  ].flatMap((each) => (each === undefined || each === null ? [] : [String(each)]))
}

/** A list; what is none holds no path. */
const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [null]

/** The maps of a YAML stream; empty documents are nothing, as to kustomize. */
function documentsOf(file: string, text: string, problems: Problem[]): object[] {
  const documents = parseAllDocuments(text)
  if (!Array.isArray(documents)) return []
  for (const { errors } of documents)
    for (const { message } of errors)
      problems.push(wrongFile(file, `is not valid YAML: ${message.split('\n')[0]}`))
  const values = documents.filter(({ errors }) => errors.length === 0).map((each) => each.toJS() as unknown)
  return values.flatMap((value) => {
    if (value === null) return []
    if (typeof value === 'object' && !Array.isArray(value)) return [value]
    problems.push(wrongFile(file, 'must hold maps.'))
    return []
  })
}

function resourcesOf(file: string, text: string, problems: Problem[]): Manifest[] {
  return (documentsOf(file, text, problems) as Manifest[]).filter(({ apiVersion, kind, ...rest }) => {
    const named = typeof apiVersion === 'string' && typeof kind === 'string'
    if (!named) problems.push(wrongFile(file, 'has no apiVersion or no kind.'))
    if (kind === 'Secret' && ('data' in rest || 'stringData' in rest))
      problems.push(wrongFile(file, 'is a Secret with data: secrets never come from git.'))
    return named
  })
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
