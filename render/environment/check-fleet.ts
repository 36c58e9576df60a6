import type { Catalog } from '../catalog/catalog.ts'
import type { Claim } from '../component/component.ts'
import { type Path, type Problem, wrongValue } from '../problem/problem.ts'
import { checkPromotions } from './check-promotion.ts'
import { factsOf } from './component-values.ts'
import { componentsOf } from './components.ts'
import { type Definition, environmentFile, IN_CLUSTER, namespaceOf } from './environment.ts'
import type { Fleet } from './schema.ts'
import { intactIn, type ParsedDefinition } from './sources.ts'

/** What of fleet.yaml tells environments apart. */
export type Places = Pick<Fleet, 'system' | 'clusters'>

/** A claim of one environment, and where its environment.yaml makes it. */
interface Placed extends Omit<Claim, 'path'> {
  readonly owner: string
  /** The cluster that it holds on. */
  readonly place: string
  readonly path: Path
}

type IsValid = (...paths: readonly Path[]) => boolean

/**
 * Everything by which one environment would reach another: what two can't both have, and the namespaces of those that
 * share a cluster; and what names another. Reported at the later one by name, naming the earlier.
 */
export const checkFleet = (
  understood: readonly ParsedDefinition[],
  catalog: Catalog,
  fleet: Places,
): Problem[] => [
  ...checkClaims(understood, catalog, fleet),
  ...checkNamespaces(understood, catalog, fleet),
  ...checkPromotions(understood),
]

function checkClaims(understood: readonly ParsedDefinition[], catalog: Catalog, fleet: Places): Problem[] {
  const earlier = new Map<string, Claimed>()
  return understood.flatMap(({ definition, problems }) => {
    const file = environmentFile(definition.name)
    const claims = claimsOf(definition, catalog, fleet, intactIn(problems, file))
    const found = claims.flatMap((claim) => {
      const first = earlier.get(kindOf(claim))?.collidingWith(claim)
      return first ? [wrongValue(file, claim.path, collision(first, claim))] : []
    })
    for (const claim of claims) {
      const claimed = earlier.get(kindOf(claim)) ?? new Claimed()
      claimed.add(claim)
      earlier.set(kindOf(claim), claimed)
    }
    return found
  })
}

/** What an environment claims: its namespace, its host, and whatever its components claim. */
export function claimsOf(definition: Definition, catalog: Catalog, fleet: Places, intact: IsValid): Placed[] {
  const { name, environment } = definition
  const own = { owner: name, place: placeOf(definition, fleet), compare: 'equal' as const }
  return [
    ...(intact(['cluster'], ['namespace'])
      ? [
          {
            ...own,
            scope: 'cluster' as const,
            what: 'namespace',
            value: namespaceOf(definition, fleet),
            path: [environment.namespace === undefined ? 'cluster' : 'namespace'],
          },
        ]
      : []),
    ...(environment.host !== undefined && intact(['host'])
      ? [{ ...own, scope: 'fleet' as const, what: 'host', value: environment.host, path: ['host'] }]
      : []),
    ...componentsOf(environment).flatMap((component) => {
      const claims = catalog.components[component]?.definition?.claims
      if (!claims || !intact(['cluster'], ['namespace'], ['host'], ['components', component])) return []
      const values = environment.components?.[component]
      return claims({ values, environment: factsOf(definition, fleet) }).map((claim) => ({
        ...claim,
        owner: name,
        place: own.place,
        path: ['components', component, ...(claim.path ?? [])],
      }))
    }),
  ]
}

/** Two names for one API server are one cluster; the address of "the cluster Argo CD runs in" is one of many. */
export function placeOf({ environment: { cluster } }: Definition, { clusters }: Places): string {
  const server = Object.hasOwn(clusters, cluster) ? clusters[cluster]?.server : undefined
  return server === undefined || server === IN_CLUSTER ? cluster : server
}

/** Claims that could collide: of the same thing, compared in the same way, on the same cluster if that matters. */
const kindOf = ({ what, compare, scope, place }: Placed): string =>
  JSON.stringify([what, compare, scope === 'cluster' ? place : ''])

/** Claims of one kind, found again without a look at each. */
class Claimed {
  readonly #at = new Map<string, Placed>()
  /** The first claim of anything below. */
  readonly #below = new Map<string, Placed>()

  add(claim: Placed): void {
    if (!this.#at.has(claim.value)) this.#at.set(claim.value, claim)
    for (const each of ABOVE[claim.compare](claim.value))
      if (!this.#below.has(each)) this.#below.set(each, claim)
  }

  collidingWith({ value, compare }: Placed): Placed | undefined {
    const above = ABOVE[compare](value).flatMap((each) => this.#at.get(each) ?? [])
    return this.#at.get(value) ?? above[0] ?? this.#below.get(value)
  }
}

/** What covers a value besides itself. */
const ABOVE: Readonly<Record<Claim['compare'], (value: string) => string[]>> = {
  equal: () => [],
  path: (value) =>
    value.split('/').flatMap((_, index, steps) => (index === 0 ? [] : [steps.slice(0, index).join('/')])),
  // `*.example.com` covers every name with one more label.
  host: (value) => (value.startsWith('*.') ? [] : [`*${value.slice(value.indexOf('.'))}`]),
}

function collision(first: Placed, claim: Placed): string {
  const where = claim.scope === 'cluster' ? ' on the same cluster' : ''
  if (first.value === claim.value)
    return `The environment "${first.owner}" has the same ${claim.what}${where}.`
  return `The ${claim.what} overlaps with "${first.value}" of the environment "${first.owner}"${where}.`
}

/**
 * An environment in the namespace of a controller that serves another one would deploy beside it, and one that lets
 * another's namespace in as its controller's opens its network policies to it.
 */
function checkNamespaces(
  understood: readonly ParsedDefinition[],
  catalog: Catalog,
  fleet: Places,
): Problem[] {
  const read = understood.map(({ definition, problems }) => ({
    definition,
    intact: intactIn(problems, environmentFile(definition.name)),
  }))
  const owners = new Map(
    read
      .filter(({ intact }) => intact(['cluster'], ['namespace']))
      .map(({ definition }) => [
        `${placeOf(definition, fleet)}/${namespaceOf(definition, fleet)}`,
        definition.name,
      ]),
  )
  return read.flatMap(({ definition, intact }) =>
    componentsOf(definition.environment).flatMap((component) => {
      const namespaces = catalog.components[component]?.definition?.namespaces
      if (!namespaces || !intact(['cluster'], ['components', component])) return []
      return namespaces(definition.environment.components?.[component]).flatMap(({ value, path }) => {
        const owner = owners.get(`${placeOf(definition, fleet)}/${value}`)
        if (owner === undefined) return []
        const ownerText = owner === definition.name ? 'this environment' : `the environment "${owner}"`
        const message = `The namespace "${value}" belongs to ${ownerText}; the component "${component}" needs one that no environment has.`
        return [wrongValue(environmentFile(definition.name), ['components', component, ...path], message)]
      })
    }),
  )
}
