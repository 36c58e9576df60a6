import type { Catalog } from '../catalog/catalog.ts'
import type { Claim } from '../component/component.ts'
import { type Path, type Problem, wrongValue } from '../problem/problem.ts'
import { factsOf } from './component-values.ts'
import { componentsOf } from './components.ts'
import { type Definition, environmentFile, namespaceOf } from './environment.ts'
import type { Fleet } from './schema.ts'
import { intactIn, type Understood } from './sources.ts'

/** A claim of one environment, and where its environment.yaml makes it. */
interface Placed extends Omit<Claim, 'path'> {
  readonly owner: string
  readonly cluster: string
  readonly path: Path
}

/** Everything that two environments can't both have. Reported at the later one by name, naming the earlier. */
export function checkFleet(
  understood: readonly Understood[],
  catalog: Catalog,
  fleet: Pick<Fleet, 'system'>,
): Problem[] {
  const earlier: Placed[] = []
  return understood.flatMap(({ definition, problems }) => {
    const intact = intactIn(problems, environmentFile(definition.name))
    const claims = claimsOf(definition, catalog, fleet, intact)
    const found = claims.flatMap((claim) => {
      const first = earlier.find((each) => collide(each, claim))
      return first ? [wrongValue(environmentFile(definition.name), claim.path, collision(first, claim))] : []
    })
    earlier.push(...claims)
    return found
  })
}

/** What an environment claims: its namespace, its host, and whatever its components claim. */
export function claimsOf(
  definition: Definition,
  catalog: Catalog,
  fleet: Pick<Fleet, 'system'>,
  intact: (...paths: readonly Path[]) => boolean,
): Placed[] {
  const { name, environment } = definition
  const own = { owner: name, cluster: environment.cluster, compare: 'equal' as const }
  const facts = factsOf(definition, fleet)
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
      const values = environment.components?.[component]
      if (!claims || !intact(['cluster'], ['host'], ['components', component])) return []
      return claims({ values, environment: facts }).map((claim) => ({
        ...claim,
        owner: name,
        cluster: environment.cluster,
        path: ['components', component, ...(claim.path ?? [])],
      }))
    }),
  ]
}

const collide = (a: Placed, b: Placed): boolean =>
  a.what === b.what &&
  a.compare === b.compare &&
  (a.scope === 'fleet' || a.cluster === b.cluster) &&
  COLLIDE[a.compare](a.value, b.value)

const COLLIDE: Readonly<Record<Claim['compare'], (a: string, b: string) => boolean>> = {
  equal: (a, b) => a === b,
  path: (a, b) => `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`),
  host: (a, b) => covers(a, b) || covers(b, a),
}

/** `*.example.com` covers every name with one more label. */
const covers = (pattern: string, host: string): boolean =>
  pattern === host || (pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1))

function collision(first: Placed, claim: Placed): string {
  const where = claim.scope === 'cluster' ? ' on the same cluster' : ''
  if (first.value === claim.value)
    return `The environment "${first.owner}" has the same ${claim.what}${where}.`
  return `The ${claim.what} overlaps with "${first.value}" of the environment "${first.owner}"${where}.`
}
