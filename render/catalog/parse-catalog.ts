import type { Components, Requirement } from '../component/component.ts'
import { containersOf, podTemplates } from '../kubernetes/pods.ts'
import { at, entries, idOf, own, type Resource } from '../kubernetes/resource.ts'
import { mainContainerOf, WORKLOAD_KINDS, WORKLOADS, workloadOf } from '../kubernetes/service-workload.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'
import type { BaseFiles } from './base-paths.ts'
import type { Catalog, CatalogComponent, CatalogService, Contribution } from './catalog.ts'
import { kustomizationProblems } from './check-kustomizations.ts'
import { documentsOf } from './documents.ts'
import { kindsOf, type Manifest, manifestsOf } from './manifests.ts'
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

  const names = foldersOf(files, 'base/services')
  const bringsOf = (manifests: readonly Manifest[]) => broughtBy(manifests, names)
  const services: Record<string, CatalogService> = {}
  for (const name of names) services[name] = parseService(files, name, bringsOf, problems)
  if (names.length === 0) problems.push(wrongFile('base/services', 'has no service.'))

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

const broughtBy = (manifests: readonly Manifest[], services: readonly string[]): Contribution => ({
  kinds: kindsOf(manifests),
  retainable: manifests
    .filter(({ kind }) => RETAINABLE.includes(kind))
    .map(({ kind, metadata }) => ({ kind, name: metadata?.name ?? '' })),
  ...workloadsIn(manifests, services),
})

/** What runs, and the services whose image it names, without a tag: release.yaml says which one that is. */
function workloadsIn(
  manifests: readonly object[],
  services: readonly string[],
): Pick<Contribution, 'workloads' | 'images'> {
  const pods = podTemplates(manifests as readonly Resource[])
  const named = new Set(pods.flatMap(containersOf).map(({ value }) => at(value, 'image')))
  return {
    workloads: pods.map(({ resource }) => idOf(resource)),
    images: services.filter((name) => named.has(name)),
  }
}

/** Each once: what several services share is read for each of them. */
const distinct = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
]

function parseService(
  files: BaseFiles,
  name: string,
  bringsOf: (manifests: readonly Manifest[]) => Contribution,
  problems: Problem[],
): CatalogService {
  const folder = `base/services/${name}`
  const manifests = manifestsOf(files, folder, problems)
  const pod = workloadOf(manifests as readonly object[] as readonly Resource[], name)
  const container = pod && mainContainerOf(pod, name)
  if (!container) problems.push(wrongFile(folder, `must bring a ${WORKLOADS} "${name}" with a container.`))
  const kind = pod?.resource.kind ?? 'Deployment'
  const scaler = `${folder}/autoscaling`
  const scales = own(WORKLOAD_KINDS, kind)
  if (scales?.decides && files.has(`${scaler}/kustomization.yaml`))
    problems.push(wrongFile(scaler, `can't be: ${scales.decides} Remove the folder.`))
  return {
    ...bringsOf(manifests),
    workload: { kind, container: container?.name ?? name },
    requires: requiredBy(files, folder, problems),
    settings: [...settingsIn(files.get(`${folder}/settings.env`) ?? '').keys()],
    resources: {
      requests: amountsOf(at(container?.value, 'resources', 'requests')),
      limits: amountsOf(at(container?.value, 'resources', 'limits')),
    },
    ...(files.has(`${scaler}/kustomization.yaml`) && {
      autoscaling: parseAutoscaling(scaler, manifestsOf(files, scaler, problems), problems),
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
  problems.push(wrongFile(file, 'must contain `components`, a list of names and of `oneOf: [NAME, NAME]`.'))
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

const amountsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(entries(value).map(([resource, amount]) => [resource, String(amount)]))

/** The folders directly below `parent`, in alphabetical order. */
function foldersOf(files: BaseFiles, parent: string): string[] {
  const inside = [...files.keys()].filter((path) => path.startsWith(`${parent}/`))
  const names = inside
    .map((path) => path.slice(parent.length + 1).split('/'))
    .filter((parts) => parts.length > 1)
  return [...new Set(names.map(([name]) => name as string))].sort()
}
