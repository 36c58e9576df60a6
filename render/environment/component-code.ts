import type { Catalog } from '../catalog/catalog.ts'
import { guarded } from '../component/guard.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'

/** Where a component says what it takes, and what it makes of it. */
export const componentFile = (component: string): string => `base/components/${component}/component.ts`

/**
 * A catalog whose components can be called without fear of what is in their functions.
 *
 * @returns it, and what was wrong with their functions so far: each fault once, however many environments meet it.
 */
export function guardedCatalog(catalog: Catalog): {
  catalog: Catalog
  problems: () => Problem[]
  /** What is wrong with the function that was called last: it was stopped. */
  stopped: (what: string) => Problem
} {
  let running: readonly [component: string, name: string, environment: string | undefined] | undefined
  const found = new Map<string, Problem>()
  const components = Object.entries(catalog.components).map(([name, each]) => {
    if (!each.definition) return [name, each]
    const definition = guarded(
      each.definition,
      (message, environment, position) => {
        const key = JSON.stringify([name, message])
        const where = environment === undefined ? '' : ` (environment "${environment}")`
        if (!found.has(key))
          found.set(key, {
            ...wrongFile(componentFile(name), `${message}${where}`),
            ...(position && { position }),
          })
      },
      (called, environment) => {
        running = [name, called, environment]
      },
    )
    return [name, { ...each, definition }]
  })
  return {
    catalog: { ...catalog, components: Object.fromEntries(components) },
    problems: () => [...found.values()],
    stopped: (what) => {
      const [component, name, environment] = running ?? []
      if (component === undefined) return wrongFile('base/components', what)
      const where = environment === undefined ? '' : ` for the environment "${environment}"`
      return wrongFile(componentFile(component), `${name}${where} ${what}`)
    },
  }
}
