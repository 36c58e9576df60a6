import { isIP } from 'node:net'
import type { Catalog } from '../catalog/catalog.ts'
import { hasStrayBits, rangeStart } from '../kubernetes/values/range-start.ts'
import { suggest } from '../problem/nearest.ts'
import { type Path, type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import { checkBytes } from './check-bytes.ts'
import { checkHolds, checkRelease, unknownService } from './check-release.ts'
import { checkService, type Intact } from './check-service.ts'
import { sectionOf } from './components.ts'
import { argocdNamespace, type Definition, environmentFile } from './environment.ts'
import type { Fleet } from './schema.ts'
import { intactIn, isMap, type Understood } from './sources.ts'

type Check = (definition: Definition, catalog: Catalog, fleet: Fleet) => Problem[]

/** A check, and what it reads of environment.yaml: it runs only if the schema had nothing against that. */
interface Rule {
  readonly reads: readonly Path[]
  readonly check: Check
}

/**
 * Everything wrong with one environment that its schema can't see, because it takes two values to see it.
 *
 * @param found what the schemas found: a check that reads a wrong value would only confuse, and is left out.
 */
export function checkEnvironment(
  { definition, problems: found }: Understood,
  catalog: Catalog,
  fleet: Fleet,
): Problem[] {
  const intact = intactIn(found, environmentFile(definition.name))
  const { services = {} } = definition.environment
  return [
    ...RULES.filter(({ reads }) => intact(...reads)).flatMap(({ check }) =>
      check(definition, catalog, fleet),
    ),
    ...Object.keys(isMap(services) ? services : {}).flatMap((service) =>
      checkOne(definition, service, catalog, intact),
    ),
    ...checkBytes(definition, intact),
    ...checkRelease(definition, catalog, found),
    ...checkHolds(definition, catalog),
  ]
}

const cluster: Check = ({ name, environment }, _, fleet) => {
  const known = Object.keys(fleet.clusters)
  if (known.includes(environment.cluster)) return []
  const message = `fleet.yaml has no cluster "${environment.cluster}".${suggest(environment.cluster, known)}`
  return [wrongValue(environmentFile(name), ['cluster'], message)]
}

/** Namespaces that are somebody else's: removing the environment would take them with it. */
const namespace: Check = ({ name, environment }, _, fleet) => {
  const { namespace, cluster, ingress, gateway } = environment
  if (namespace === undefined) return []
  const known = Object.hasOwn(fleet.clusters, cluster) ? fleet.clusters[cluster] : undefined
  const taken = ['default', known && argocdNamespace(known), ingress?.controllerNamespace, gateway?.namespace]
  if (!taken.includes(namespace) && !namespace.startsWith('kube-')) return []
  const message = `The namespace "${namespace}" belongs to the cluster: an environment has one of its own.`
  return [wrongValue(environmentFile(name), ['namespace'], message)]
}

const sync: Check = ({ name, environment: { sync = {} } }) =>
  sync.automated === false
    ? (['prune', 'selfHeal'] as const)
        .filter((key) => sync[key] !== undefined)
        .map((key) =>
          wrongKey(
            environmentFile(name),
            ['sync', key],
            `Without automated sync "${key}" does nothing: remove it.`,
          ),
        )
    : []

const database: Check = ({ name, environment }) => {
  const { inCluster, external } = environment.database
  if ((inCluster === undefined) !== (external === undefined)) return []
  const found = inCluster === undefined ? 'neither' : 'both'
  return [wrongValue(environmentFile(name), ['database'], `Expected inCluster or external, found ${found}.`)]
}

const host: Check = ({ name, environment }) => {
  const served = (['ingress', 'gateway'] as const).filter((section) => environment[section] !== undefined)
  if (environment.host === undefined)
    return served.map((section) =>
      wrongKey(
        environmentFile(name),
        [section],
        `The section "${section}" needs a "host" to serve: add host.`,
      ),
    )
  if (served.length > 0) return []
  const message = 'Nothing serves this host: add the section "ingress" or "gateway", or leave host out.'
  return [wrongKey(environmentFile(name), ['host'], message)]
}

const components: Check = ({ name, environment }, catalog) => {
  const known = Object.keys(catalog.components).filter((component) => sectionOf(component) === undefined)
  return (environment.components ?? []).flatMap((component, index) => {
    const wrong = (message: string) => [wrongValue(environmentFile(name), ['components', index], message)]
    const section = sectionOf(component)
    if (section) return wrong(`The component "${component}" is switched on by the section "${section}".`)
    if (!known.includes(component))
      return wrong(`base/components has no folder "${component}".${suggest(component, known)}`)
    if (component === 'backup' && environment.database.inCluster === undefined)
      return wrong('The component "backup" saves the database of database.inCluster, which is not on.')
    return []
  })
}

/** The schema checks the form of a range; whether its numbers are an address takes a parser. */
const addresses: Check = ({ name, environment }) => {
  const ranges = [
    { path: ['database', 'external', 'addresses'], values: environment.database.external?.addresses ?? [] },
    { path: ['modelApi', 'addresses'], values: environment.modelApi?.addresses ?? [] },
  ]
  return ranges.flatMap(({ path, values }) =>
    values.flatMap((range, index) => {
      const wrong = wrongRange(range)
      return wrong ? [wrongValue(environmentFile(name), [...path, index], wrong)] : []
    }),
  )
}

function wrongRange(range: string): string | undefined {
  const [address = ''] = range.split('/')
  const version = isIP(address)
  if (version === 0) return `"${range}" is not an address range.`
  if (!hasStrayBits(range)) return undefined
  const [begin, size] = [rangeStart(range), range.slice(address.length)]
  return `"${range}" does not begin at ${address}: write ${begin}${size}, or ${address}/${version === 4 ? 32 : 128} for that one address.`
}

const quota: Check = ({ name, environment }, catalog) =>
  Object.keys(environment.quota ?? {})
    .filter((key) => !catalog.platform.quota.includes(key))
    .map((key) =>
      wrongKey(
        environmentFile(name),
        ['quota', key],
        `The ResourceQuota in base/platform has no "${key}".${suggest(key, catalog.platform.quota)}`,
      ),
    )

/** One service of an environment, each of its parts unless the schema has something against it. */
function checkOne(
  { name, environment }: Definition,
  service: string,
  catalog: Catalog,
  intact: Intact,
): Problem[] {
  const file = environmentFile(name)
  if (!Object.hasOwn(catalog.services, service))
    return [wrongKey(file, ['services', service], unknownService(service, catalog))]
  const known = catalog.services[service]
  const definition = environment.services?.[service]
  return known && isMap(definition) ? checkService(file, service, definition, known, intact) : []
}

const RULES: readonly Rule[] = [
  { reads: [['cluster']], check: cluster },
  { reads: [['cluster'], ['namespace'], ['ingress'], ['gateway']], check: namespace },
  { reads: [['sync']], check: sync },
  { reads: [['database']], check: database },
  { reads: [['host'], ['ingress'], ['gateway']], check: host },
  { reads: [['components'], ['database']], check: components },
  { reads: [['database'], ['modelApi']], check: addresses },
  { reads: [['quota']], check: quota },
]
