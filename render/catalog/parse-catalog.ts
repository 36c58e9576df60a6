import { type Problem, wrongFile } from '../problem/problem.ts'
import type { Catalog, CatalogService, Kind } from './catalog.ts'
import { kustomizationProblems } from './check-kustomizations.ts'
import { type BaseFiles, kindsOf, type Manifest, manifestsOf } from './manifests.ts'
import { settingsIn } from './settings.ts'
import { unnamedIn } from './unnamed.ts'

/**
 * Learns from base what there is to switch on and to change: services with their settings and resources,
 * components, and the kinds of resource that each brings.
 *
 * @returns the catalog, and what makes base unreadable; with problems the catalog must not be used.
 */
export function parseCatalog(files: BaseFiles): { catalog: Catalog; problems: readonly Problem[] } {
  const problems = kustomizationProblems(files)
  const read = (folder: string) => manifestsOf(files, folder, problems)

  const services: Record<string, CatalogService> = {}
  for (const name of foldersOf(files, 'base/services')) services[name] = parseService(files, name, problems)
  if (Object.keys(services).length === 0) problems.push(wrongFile('base/services', 'has no service.'))

  const components: Record<string, readonly Kind[]> = {}
  for (const name of foldersOf(files, 'base/components'))
    components[name] = kindsOf(read(`base/components/${name}`))

  const platform = read('base/platform')
  const quota = platform.find(({ kind }) => kind === 'ResourceQuota')?.spec?.['hard'] ?? {}
  return {
    catalog: { services, components, platform: { kinds: kindsOf(platform), quota: Object.keys(quota) } },
    problems: problems.length > 0 ? distinct(problems) : unnamedIn(files),
  }
}

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
    kinds: kindsOf(manifests),
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
