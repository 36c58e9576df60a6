import type { Catalog } from '../catalog/catalog.ts'
import type { EnvironmentFacts, Requirement } from '../component/component.ts'
import { suggest } from '../problem/nearest.ts'
import { type Path, type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import { componentsOf } from './components.ts'
import { type Definition, environmentFile, namespaceOf } from './environment.ts'
import type { Fleet } from './schema.ts'
import { isMap } from './sources.ts'
import { validateValues } from './validate.ts'

/** What components may know of an environment. */
export const factsOf = (definition: Definition, fleet: Pick<Fleet, 'system'>): EnvironmentFacts => ({
  name: definition.name,
  namespace: namespaceOf(definition, fleet),
  cluster: definition.environment.cluster,
  host: definition.environment.host ?? '',
  retain: definition.environment.retain ?? false,
})

/** Everything wrong with the components that an environment switches on, and with the values that it gives them. */
export function checkComponents(
  definition: Definition,
  catalog: Catalog,
  fleet: Pick<Fleet, 'system'>,
  intact: (...paths: readonly Path[]) => boolean,
): Problem[] {
  const { name, environment } = definition
  const file = environmentFile(name)
  const on = componentsOf(environment)
  return on.flatMap((component) => {
    const path = ['components', component]
    if (!Object.hasOwn(catalog.components, component))
      return [
        wrongKey(
          file,
          path,
          `base/components has no folder "${component}".${suggest(component, Object.keys(catalog.components))}`,
        ),
      ]
    const given = environment.components?.[component]
    if (!isMap(given)) return [] // the schema has said so
    const known = catalog.components[component]?.definition
    const found = validateValues(file, path, given, known?.values)
    if (found.length > 0 || !intact(['cluster'], ['namespace'], ['host'], path)) return found
    const input = { values: given, environment: factsOf(definition, fleet) }
    return [
      ...(known?.requires ?? []).flatMap((each) =>
        missing(file, path, `The component "${component}"`, each, on),
      ),
      ...(known?.conflicts ?? [])
        .filter((other) => on.includes(other) && (other > component || !excludes(catalog, other, component)))
        .map((other) =>
          wrongKey(
            file,
            path,
            `The components ${component} and ${other} are mutually exclusive; remove one.`,
          ),
        ),
      ...(known?.uses ?? [])
        .filter((key) => environment[key] === undefined)
        .map((key) => wrongKey(file, path, `The component "${component}" needs the key "${key}"; add it.`)),
      ...(known?.check?.(input) ?? []).map((each) =>
        wrongValue(file, [...path, ...(each.path ?? [])], each.message),
      ),
    ]
  })
}

const excludes = (catalog: Catalog, component: string, other: string): boolean =>
  catalog.components[component]?.definition?.conflicts?.includes(other) ?? false

/** A requirement that the components that are on don't meet. */
export function missing(
  file: string,
  path: Path,
  who: string,
  requirement: Requirement,
  on: readonly string[],
): Problem[] {
  const names = typeof requirement === 'string' ? [requirement] : requirement.oneOf
  if (names.some((each) => on.includes(each))) return []
  const needed =
    names.length === 1 ? `the component "${names[0]}"` : `one of the components ${names.join(', ')}`
  return [wrongKey(file, path, `${who} requires ${needed}; add it under \`components\`.`)]
}
