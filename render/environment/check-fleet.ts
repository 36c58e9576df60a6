import { type Path, type Problem, wrongValue } from '../problem/problem.ts'
import { type Definition, environmentFile, namespaceOf } from './environment.ts'
import type { Fleet } from './schema.ts'
import { intactIn, type Understood } from './sources.ts'

type Clusters = Fleet['clusters']

/** What only one environment may have, and how a second one is told. */
interface Claim {
  readonly of: (definition: Definition, clusters: Clusters) => string | undefined
  readonly reads: readonly Path[]
  readonly path: (definition: Definition) => Path
  readonly message: (first: string) => string
  /** Steps of a path separated by slashes: one above or below another's is claimed too. */
  readonly nested?: boolean
}

const CLAIMS: readonly Claim[] = [
  {
    of: (definition, clusters) => `${placeOf(definition, clusters)}/${namespaceOf(definition)}`,
    reads: [['cluster'], ['namespace']],
    path: ({ environment }) => (environment.namespace === undefined ? ['cluster'] : ['namespace']),
    message: (first) => `The environment "${first}" is in the same namespace of the same cluster.`,
  },
  {
    of: ({ environment }) => environment.host,
    reads: [['host']],
    path: () => ['host'],
    message: (first) => `The environment "${first}" has the same host.`,
  },
  {
    of: (definition, clusters) =>
      definition.environment.nodePort === undefined
        ? undefined
        : `${placeOf(definition, clusters)}:${definition.environment.nodePort}`,
    reads: [['cluster'], ['nodePort']],
    path: () => ['nodePort'],
    message: (first) => `The environment "${first}" has the same node port on the same cluster.`,
  },
  {
    // Of the same store on another cluster as well: both can lead to one vault. Some stores don't tell cases apart.
    of: ({ environment: { externalSecrets } }) =>
      externalSecrets && `${externalSecrets.store}/${externalSecrets.path.toLowerCase()}`,
    reads: [['externalSecrets']],
    path: () => ['externalSecrets', 'path'],
    message: (first) =>
      `The environment "${first}" reads its secrets there or above or below it, in the same store: give each environment a path of its own.`,
    nested: true,
  },
]

const INSIDE = 'https://kubernetes.default.svc'

/** Two names for one API server are one cluster; the address of "the cluster Argo CD runs in" is one of many. */
function placeOf({ environment: { cluster } }: Definition, clusters: Clusters): string {
  const server = Object.hasOwn(clusters, cluster) ? clusters[cluster]?.server : undefined
  return server === undefined || server === INSIDE ? cluster : server
}

/**
 * Everything by which one environment would reach another: what two can't both have, and the namespaces of those that
 * share a cluster. Reported at the later one by name, naming the earlier.
 */
export const checkFleet = (understood: readonly Understood[], clusters: Clusters = {}): Problem[] => [
  ...CLAIMS.flatMap((claim) => checkClaim(claim, understood, clusters)),
  ...checkControllers(understood, clusters),
]

function checkClaim(
  { of, reads, path, message, nested = false }: Claim,
  understood: readonly Understood[],
  clusters: Clusters,
): Problem[] {
  const owners = new Map<string, string>()
  const above = new Map<string, string>()
  return understood.flatMap(({ definition, problems }) => {
    const intact = intactIn(problems, environmentFile(definition.name))
    const claim = intact(...reads) ? of(definition, clusters) : undefined
    if (claim === undefined) return []
    const parents = nested ? parentsOf(claim) : []
    const first =
      [claim, ...parents].map((each) => owners.get(each)).find((each) => each !== undefined) ??
      above.get(claim)
    if (first !== undefined)
      return [wrongValue(environmentFile(definition.name), path(definition), message(first))]
    owners.set(claim, definition.name)
    for (const parent of parents) above.set(parent, definition.name)
    return []
  })
}

const parentsOf = (path: string): string[] =>
  path.split('/').flatMap((_, index, steps) => (index === 0 ? [] : [steps.slice(0, index).join('/')]))

/**
 * An environment in the namespace of a controller that serves another one would deploy beside it, and one that lets
 * another's namespace in as its controller opens its network policies to it.
 */
function checkControllers(understood: readonly Understood[], clusters: Clusters): Problem[] {
  const definitions = understood.filter(({ definition, problems }) =>
    intactIn(problems, environmentFile(definition.name))(
      ['cluster'],
      ['namespace'],
      ['ingress'],
      ['gateway'],
    ),
  )
  const owners = new Map(
    definitions.map(({ definition }) => [
      `${placeOf(definition, clusters)}/${namespaceOf(definition)}`,
      definition.name,
    ]),
  )
  return definitions.flatMap(({ definition }) => {
    const { name, environment } = definition
    const named: [Path, string | undefined][] = [
      [['ingress', 'controllerNamespace'], environment.ingress?.controllerNamespace],
      [['gateway', 'namespace'], environment.gateway?.namespace],
    ]
    return named.flatMap(([path, namespace]) => {
      const owner = owners.get(`${placeOf(definition, clusters)}/${namespace}`)
      if (owner === undefined || owner === name) return []
      const message = `The namespace "${namespace}" is that of the environment "${owner}": a controller has one of its own.`
      return [wrongValue(environmentFile(name), path, message)]
    })
  })
}
