import { type Catalog, imagesIn, releasedServices } from '../catalog/catalog.ts'
import { suggest } from '../problem/nearest.ts'
import { type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import { componentsOf } from './components.ts'
import {
  type Definition,
  enabledIn,
  environmentFile,
  holdsFile,
  isEnabled,
  releaseFile,
} from './environment.ts'
import { intactIn, isMap } from './sources.ts'

/** Everything wrong with what an environment runs that takes base, or two values, to see. `found` is the schemas'. */
export function checkRelease(definition: Definition, catalog: Catalog, found: readonly Problem[]): Problem[] {
  const { name, release } = definition
  const file = releaseFile(name)
  if (!isMap(release.services)) return []
  const wanted = wantedBy(definition, catalog)
  const missing = wanted.filter((service) => !Object.hasOwn(release.services, service))
  const intact = intactIn(found, file)
  return [
    ...missing.map((service) =>
      wrongValue(file, ['services'], `The service "${service}" of base/services has no entry: add its tag.`),
    ),
    ...Object.keys(release.services)
      .filter((service) => !wanted.includes(service))
      .map((service) => wrongKey(file, ['services', service], unwanted(service, definition, catalog))),
    ...Object.entries(release.services)
      .filter(([service]) => intact(['services', service]))
      .flatMap(([service, { migration, contracting }]) => {
        if (contracting === undefined || contracting <= (migration ?? 0)) return []
        const path = ['services', service, 'contracting']
        return migration === undefined
          ? [
              wrongKey(
                file,
                path,
                'Requires "migration" next to it: the newest migration that the image contains.',
              ),
            ]
          : [wrongValue(file, path, `contracting ${contracting} is newer than migration ${migration}.`)]
      }),
  ]
}

/** The services whose image an environment runs. */
const wantedBy = ({ environment }: Definition, catalog: Catalog): string[] =>
  imagesIn(catalog, {
    services: enabledIn(environment, Object.keys(catalog.services)),
    components: isMap(environment.components) ? componentsOf(environment) : [],
  })

/** Why an environment needs no entry for a service. */
function unwanted(service: string, { name, environment }: Definition, catalog: Catalog): string {
  if (!Object.hasOwn(catalog.services, service)) return unknownService(service, catalog)
  return releasedServices(catalog).includes(service) && !isEnabled(environment, service)
    ? `"${service}" doesn't run here (${environmentFile(name)} sets enabled: false): remove the entry.`
    : `base pins the image of "${service}"; remove the entry.`
}

/** A hold of a service that isn't there would hold nothing. */
export const checkHolds = ({ name, holds = {} }: Definition, catalog: Catalog): Problem[] =>
  (['services', 'lifted'] as const).flatMap((key) => {
    const named = holds[key]
    return Object.keys(isMap(named) ? named : {})
      .filter((service) => !Object.hasOwn(catalog.services, service))
      .map((service) => wrongKey(holdsFile(name), [key, service], unknownService(service, catalog)))
  })

export const unknownService = (service: string, catalog: Catalog): string =>
  `base/services has no folder "${service}".${suggest(service, Object.keys(catalog.services))}`
