import type { Catalog } from '../catalog/catalog.ts'
import { suggest } from '../problem/nearest.ts'
import { type Path, type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import { checkBytes } from './check-bytes.ts'
import { checkHolds, checkRelease, unknownService } from './check-release.ts'
import { checkService, type IsValid } from './check-service.ts'
import { checkComponents, missing } from './component-values.ts'
import { componentsOf } from './components.ts'
import { argocdNamespace, type Definition, enabledIn, environmentFile } from './environment.ts'
import type { Fleet } from './schema.ts'
import { intactIn, isMap, type ParsedDefinition } from './sources.ts'

type Check = (definition: Definition, catalog: Catalog, fleet: Fleet, intact: IsValid) => Problem[]

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
  { definition, problems: found }: ParsedDefinition,
  catalog: Catalog,
  fleet: Fleet,
): Problem[] {
  const intact = intactIn(found, environmentFile(definition.name))
  const { services = {} } = definition.environment
  return [
    ...RULES.filter(({ reads }) => intact(...reads)).flatMap(({ check }) =>
      check(definition, catalog, fleet, intact),
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

/** Namespaces of the cluster itself: removing the environment would remove them. */
const namespace: Check = ({ name, environment }, _, fleet) => {
  const { namespace, cluster } = environment
  if (namespace === undefined) return []
  const known = Object.hasOwn(fleet.clusters, cluster) ? fleet.clusters[cluster] : undefined
  const taken = ['default', known && argocdNamespace(known)]
  if (!taken.includes(namespace) && !namespace.startsWith('kube-')) return []
  const message = `The namespace "${namespace}" belongs to the cluster; use a namespace of the environment's own.`
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
            `Without automated sync, "${key}" has no effect; remove it.`,
          ),
        )
    : []

/** A host that nothing serves is a name that browsers cannot reach. */
const host: Check = ({ name, environment }, catalog) => {
  if (environment.host === undefined) return []
  const servers = Object.entries(catalog.components)
    .filter(([, { definition }]) => definition?.uses?.includes('host'))
    .map(([component]) => component)
  if (componentsOf(environment).some((component) => servers.includes(component))) return []
  const fix =
    servers.length === 0 ? 'remove host' : `add the component ${servers.join(' or ')}, or remove host`
  return [wrongKey(environmentFile(name), ['host'], `Nothing serves this host; ${fix}.`)]
}

const components: Check = (definition, catalog, fleet, intact) => [
  ...checkComponents(definition, catalog, fleet, intact),
  ...(intact(['components'])
    ? runningServices(definition, catalog).flatMap((service) =>
        (catalog.services[service]?.requires ?? []).flatMap((each) =>
          missing(
            environmentFile(definition.name),
            definition.environment.components ? ['components'] : [],
            `The service "${service}"`,
            each,
            componentsOf(definition.environment),
          ),
        ),
      )
    : []),
]

const runningServices = ({ environment }: Definition, catalog: Catalog): string[] =>
  enabledIn(environment, Object.keys(catalog.services))

/** An environment without any service is an empty namespace that waits for a mistake. */
const services: Check = (definition, catalog) =>
  runningServices(definition, catalog).length > 0
    ? []
    : [
        wrongKey(
          environmentFile(definition.name),
          ['services'],
          'No service is left; enable at least one, or remove the environment: npm run remove-environment.',
        ),
      ]

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
  intact: IsValid,
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
  { reads: [['cluster'], ['namespace']], check: namespace },
  { reads: [['sync']], check: sync },
  { reads: [['host'], ['components']], check: host },
  { reads: [], check: components },
  { reads: [['quota']], check: quota },
  { reads: [['services']], check: services },
]
