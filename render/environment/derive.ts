import { parseDocument } from 'yaml'
import type { Catalog } from '../catalog/catalog.ts'
import { claimsOf, type Places, placeOf } from './check-fleet.ts'
import { componentsOf } from './components.ts'
import type { Definition } from './environment.ts'

/**
 * The text of a definition for a new environment that is like another one: the same, comments included, but for what
 * only one environment may have.
 *
 * @param text the definition of `like`. @param others every definition there is.
 */
export function deriveDefinition(
  text: string,
  like: Definition,
  name: string,
  others: readonly Definition[],
  catalog: Catalog,
  fleet: Places,
): string {
  const document = parseDocument(text)
  const { host, namespace, components = {} } = like.environment
  if (namespace !== undefined) document.delete('namespace') // SYSTEM-NAME instead
  if (host !== undefined) document.set('host', newHost(host, like.name, name))
  for (const component of componentsOf(like.environment)) {
    const derive = catalog.components[component]?.definition?.derive
    if (!derive) continue
    const taken = takenFor(component, placeOf(like, fleet), others, catalog, fleet)
    const values = derive(components[component], { from: like.name, name, taken })
    for (const [key, value] of Object.entries(values as object)) {
      const path = ['components', component, key]
      if (JSON.stringify(value) !== JSON.stringify(document.toJS()?.components?.[component]?.[key]))
        document.setIn(path, value)
    }
  }
  return document.toString({ lineWidth: 0 })
}

/** What other environments claim through the same component, as far as it matters on a cluster. */
const takenFor = (
  component: string,
  place: string,
  others: readonly Definition[],
  catalog: Catalog,
  fleet: Places,
): Set<string> =>
  new Set(
    others
      .flatMap((each) => claimsOf(each, catalog, fleet, () => true))
      .filter(({ path }) => path[0] === 'components' && path[1] === component)
      .filter((claim) => claim.scope === 'fleet' || claim.place === place)
      .map(({ value }) => value),
  )

/** `staging.example.com` becomes `qa.example.com`, and so does `example.com`. */
const newHost = (host: string, like: string, name: string): string => {
  const labels = host.split('.')
  return labels.includes(like)
    ? labels.map((label) => (label === like ? name : label)).join('.')
    : `${name}.${host}`
}
