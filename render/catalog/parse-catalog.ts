import type { Components, Requirement } from '../component/component.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'
import type { Brings, Catalog, CatalogComponent, CatalogService } from './catalog.ts'
import { kustomizationProblems } from './check-kustomizations.ts'
import { documentsOf } from './documents.ts'
import { type BaseFiles, kindsOf, type Manifest, manifestsOf } from './manifests.ts'
import { settingsIn } from './settings.ts'
import { unnamedIn } from './unnamed.ts'

/**
 * Learns from base what there is to switch on and to change: services with their settings and resources,
 * components, and the kinds of resource that each brings.
 *
 * @param definitions what the component.ts files say, by the name of their component.
 * @returns the catalog, and what makes base unreadable; with problems the catalog must not be used.
 */
export function parseCatalog(
  files: BaseFiles,
  definitions: Components = {},
): { catalog: Catalog; problems: readonly Problem[] } {
  const problems = kustomizationProblems(files)
  const read = (folder: string) => manifestsOf(files, folder, problems)

  const services: Record<string, CatalogService> = {}
  for (const name of foldersOf(files, 'base/services')) services[name] = parseService(files, name, problems)
  if (Object.keys(services).length === 0) problems.push(wrongFile('base/services', 'has no service.'))

  const components: Record<string, CatalogComponent> = {}
  for (const name of foldersOf(files, 'base/components')) {
    const definition = definitions[name]
    const isBuilt = definition === undefined || files.has(`base/components/${name}/kustomization.yaml`)
    const manifests = isBuilt ? read(`base/components/${name}`) : []
    components[name] = { ...bringsOf(manifests), isBuilt, ...(definition && { definition }) }
  }

  const platform = read('base/platform')
  const quota = platform.find(({ kind }) => kind === 'ResourceQuota')
  return {
    catalog: {
      services,
      components,
      platform: {
        ...bringsOf(platform),
        quota: Object.keys(quota?.spec?.['hard'] ?? {}),
        quotaName: quota?.metadata?.name ?? '',
      },
    },
    problems: problems.length > 0 ? distinct(problems) : unnamedIn(files),
  }
}

/** The kinds that outlive an environment that is retained. */
const RETAINABLE = ['Namespace', 'PersistentVolumeClaim']

const bringsOf = (manifests: readonly Manifest[]): Brings => ({
  kinds: kindsOf(manifests),
  retainable: manifests
    .filter(({ kind }) => RETAINABLE.includes(kind))
    .map(({ kind, metadata }) => ({ kind, name: metadata?.name ?? '' })),
})

/** Each once: what several services share is read for each of them. */
const distinct = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
]

function parseService(files: BaseFiles, name: string, problems: Problem[]): CatalogService {
  const folder = `base/services/${name}`
  const manifests = manifestsOf(files, folder, problems)
  const container = containersOf(manifests, name).find((each) => each.name === name)
  if (!container)
    problems.push(wrongFile(folder, `must bring a Deployment "${name}" with a container "${name}".`))
  return {
    ...bringsOf(manifests),
    requires: requiredBy(files, folder, problems),
    settings: [...settingsIn(files.get(`${folder}/settings.env`) ?? '').keys()],
    resources: { requests: container?.resources?.requests ?? {}, limits: container?.resources?.limits ?? {} },
    ...(files.has(`${folder}/autoscaling/kustomization.yaml`) && {
      autoscaling: parseAutoscaling(
        `${folder}/autoscaling`,
        manifestsOf(files, `${folder}/autoscaling`, problems),
        problems,
      ),
    }),
  }
}

/** What requirements.yaml says: `components`, a list of names and of `oneOf: [NAME, ...]`. */
function requiredBy(files: BaseFiles, folder: string, problems: Problem[]): Requirement[] {
  const file = `${folder}/requirements.yaml`
  const [value] = documentsOf(file, files.get(file) ?? '', problems) as { components?: unknown }[]
  if (value === undefined) return []
  const { components, ...others } = value
  const isName = (each: unknown): boolean => typeof each === 'string'
  const isRequirement = (each: unknown): each is Requirement => {
    const names = Object(each).oneOf
    return isName(each) || (Array.isArray(names) && names.every(isName))
  }
  if (Array.isArray(components) && components.every(isRequirement) && Object.keys(others).length === 0)
    return components
  problems.push(wrongFile(file, 'must hold `components`, a list of names and of `oneOf: [NAME, NAME]`.'))
  return []
}

function parseAutoscaling(
  folder: string,
  manifests: readonly Manifest[],
  problems: Problem[],
): NonNullable<CatalogService['autoscaling']> {
  const spec = manifests.find(({ kind }) => kind === 'HorizontalPodAutoscaler')?.spec ?? {}
  if (!Number.isInteger(spec['maxReplicas']))
    problems.push(wrongFile(folder, 'must bring a HorizontalPodAutoscaler with maxReplicas.'))
  return {
    minReplicas: Number(spec['minReplicas'] ?? 1),
    maxReplicas: Number(spec['maxReplicas']),
    kinds: kindsOf(manifests),
  }
}

interface Container {
  readonly name: string
  readonly resources?: {
    readonly requests?: Record<string, string>
    readonly limits?: Record<string, string>
  }
}

function containersOf(manifests: readonly Manifest[], name: string): readonly Container[] {
  const deployment = manifests.find((each) => each.kind === 'Deployment' && each.metadata?.name === name)
  const spec = deployment?.spec as { template?: { spec?: { containers?: Container[] } } } | undefined
  const containers = spec?.template?.spec?.containers
  return Array.isArray(containers) ? containers : []
}

/** The folders directly below `parent`, in alphabetical order. */
function foldersOf(files: BaseFiles, parent: string): string[] {
  const inside = [...files.keys()].filter((path) => path.startsWith(`${parent}/`))
  const names = inside
    .map((path) => path.slice(parent.length + 1).split('/'))
    .filter((parts) => parts.length > 1)
  return [...new Set(names.map(([name]) => name as string))].sort()
}
