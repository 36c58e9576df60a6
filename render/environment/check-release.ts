import type { Catalog } from '../catalog/catalog.ts'
import { suggest } from '../problem/nearest.ts'
import { type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import { type Definition, holdsFile, releaseFile } from './environment.ts'
import { intactIn, isMap } from './sources.ts'

/** Everything wrong with what an environment runs that takes base, or two values, to see. `found` is the schemas'. */
export function checkRelease(
  { name, release }: Definition,
  catalog: Catalog,
  found: readonly Problem[],
): Problem[] {
  const file = releaseFile(name)
  if (!isMap(release.services)) return []
  const missing = Object.keys(catalog.services).filter((service) => !Object.hasOwn(release.services, service))
  const intact = intactIn(found, file)
  return [
    ...missing.map((service) =>
      wrongValue(file, ['services'], `The service "${service}" of base/services has no entry: add its tag.`),
    ),
    ...unknownIn(file, 'services', release.services, catalog),
    ...Object.entries(release.services)
      .filter(([service]) => intact(['services', service]))
      .flatMap(([service, { migration, contracting }]) => {
        if (contracting === undefined || contracting <= (migration ?? 0)) return []
        const path = ['services', service, 'contracting']
        return migration === undefined
          ? [wrongKey(file, path, 'Needs "migration" beside it: the newest that the image knows.')]
          : [wrongValue(file, path, `contracting ${contracting} is newer than migration ${migration}.`)]
      }),
  ]
}

/** A hold of a service that isn't there would hold nothing. */
export const checkHolds = ({ name, holds = {} }: Definition, catalog: Catalog): Problem[] =>
  (['services', 'lifted'] as const).flatMap((key) => unknownIn(holdsFile(name), key, holds[key], catalog))

const unknownIn = (file: string, key: string, named: object | undefined, catalog: Catalog): Problem[] =>
  Object.keys(isMap(named) ? named : {})
    .filter((service) => !Object.hasOwn(catalog.services, service))
    .map((service) => wrongKey(file, [key, service], unknownService(service, catalog)))

export const unknownService = (service: string, catalog: Catalog): string =>
  `base/services has no folder "${service}".${suggest(service, Object.keys(catalog.services))}`
