import type { Catalog } from '../catalog/catalog.ts'
import type { EnvironmentFacts, Requirement } from '../component/component.ts'
import { suggest } from '../problem/nearest.ts'
import { type Path, type Problem, wrongFile, wrongKey, wrongValue } from '../problem/problem.ts'
import { componentFile } from './component-code.ts'
import { componentsOf } from './components.ts'
import { type Definition, environmentFile, namespaceOf } from './environment.ts'
import type { Fleet } from './schema.ts'
import type { ParsedDefinition } from './sources.ts'
import { validateValues } from './validate.ts'

/** What components may know of an environment. */
export const factsOf = (definition: Definition, fleet: Pick<Fleet, 'system'>): EnvironmentFacts => ({
  name: definition.name,
  namespace: namespaceOf(definition, fleet),
  cluster: definition.environment.cluster,
  host: definition.environment.host ?? '',
  retain: definition.environment.retain ?? false,
})

/** A definition with what the schemas of its components have against their values. */
export function readValues({ definition, problems }: ParsedDefinition, catalog: Catalog): ParsedDefinition {
  const { name, environment } = definition
  const found = componentsOf(environment).flatMap((component) => {
    if (!Object.hasOwn(catalog.components, component)) return []
    const { definition: known } = catalog.components[component] ?? {}
    const values = environment.components?.[component]
    try {
      return validateValues(environmentFile(name), ['components', component], values, known?.values)
    } catch (error) {
      // Schemas are compiled where they are first asked for.
      return [wrongFile(componentFile(component), `values is not a JSON Schema: ${(error as Error).message}`)]
    }
  })
  return { definition, problems: [...problems, ...found] }
}

/** Everything wrong with the components that an environment switches on that their schemas can't see. */
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
    if (!intact(['cluster'], ['namespace'], ['host'], path)) return []
    const {
      requires = [],
      conflicts = [],
      uses = [],
      check,
    } = catalog.components[component]?.definition ?? {}
    const given = { values: environment.components?.[component], environment: factsOf(definition, fleet) }
    return [
      ...requires.flatMap((each) => missing(file, path, `The component "${component}"`, each, on)),
      ...conflicts
        .filter((other) => on.includes(other) && (other > component || !excludes(catalog, other, component)))
        .map((other) =>
          wrongKey(
            file,
            path,
            `The components ${component} and ${other} are mutually exclusive; remove one.`,
          ),
        ),
      ...uses
        .filter((key) => environment[key] === undefined)
        .map((key) => wrongKey(file, path, `The component "${component}" needs the key "${key}"; add it.`)),
      ...(check?.(given) ?? []).map((each) =>
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
