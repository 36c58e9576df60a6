import { type Catalog, type CatalogService, releasedServices } from '../catalog/catalog.ts'
import type { Setting } from '../catalog/settings.ts'
import { NO_VALUES } from '../component/schema.ts'
import { own } from '../kubernetes/resource.ts'
import { WORKLOAD_KINDS } from '../kubernetes/service-workload.ts'
import environmentSchema from '../schemas/environment.schema.json' with { type: 'json' }
import fleetSchema from '../schemas/fleet.schema.json' with { type: 'json' }
import holdsSchema from '../schemas/holds.schema.json' with { type: 'json' }
import releaseSchema from '../schemas/release.schema.json' with { type: 'json' }
import rules from '../schemas/rules.json' with { type: 'json' }
import { at, type Schema, withNames, withSentences } from './schema-edit.ts'

/** The names of this repository that an editor completes. */
export interface Names {
  readonly catalog: Catalog
  readonly clusters: readonly string[]
  /** The system's own rules. */
  readonly policies: readonly { readonly id: string; readonly title: string }[]
  /** What a service's settings.env declares. */
  readonly settings: (service: string) => ReadonlyMap<string, Setting>
  /** The services that some environment leaves out. */
  readonly optional: readonly string[]
}

/**
 * The schemas that editors read, by the name of the file they are for: those of the tool, and in them the names that
 * exist in this repository. The tool itself checks with its own and never reads these.
 */
export function editorSchemas(names: Names): Record<'environment' | 'release' | 'holds' | 'fleet', Schema> {
  return {
    environment: withSentences(environment(names)),
    release: withSentences(release(names)),
    holds: withSentences(holds(names)),
    fleet: withSentences(structuredClone(fleetSchema)),
  }
}

function environment({ catalog, clusters, policies, settings }: Names): Schema {
  const schema: Schema = structuredClone(environmentSchema)
  withNames(at(schema, 'cluster'), clusters)
  closeOver(at(schema, 'components'), Object.keys(catalog.components), (component, name) => {
    const { description, values = NO_VALUES } = catalog.components[name]?.definition ?? {}
    Object.assign(component, structuredClone(values), description !== undefined && { description })
  })
  const rule = at(schema, 'exceptions', 'items', 'rule')
  rule.anyOf = [...rules, ...policies].map(({ id, title }) => ({ const: id, description: title }))
  delete rule.pattern
  closeOver(at(schema, 'quota'), catalog.platform.quota)
  closeOver(at(schema, 'services'), Object.keys(catalog.services), (service, name) => {
    const { autoscaling, workload } = catalog.services[name] as CatalogService
    if (!autoscaling) delete service.properties?.['autoscaling']
    if (!own(WORKLOAD_KINDS, workload.kind)?.scales) delete service.properties?.['replicas']
    const declared = settings(name)
    closeOver(at(service, 'settings'), [...declared.keys()], (setting, key) => {
      const { description, value } = declared.get(key) as Setting
      setting.description =
        `${description} Base sets ${value === '' ? 'nothing' : value}. — ${setting.description}`.trim()
    })
  })
  return schema
}

function release({ catalog, optional }: Names): Schema {
  const schema: Schema = structuredClone(releaseSchema)
  const services = releasedServices(catalog)
  closeOver(at(schema, 'services'), services)
  at(schema, 'services').required = services.filter((service) => !optional.includes(service))
  return schema
}

function holds({ catalog }: Names): Schema {
  const schema: Schema = structuredClone(holdsSchema)
  for (const map of ['services', 'lifted']) closeOver(at(schema, map), releasedServices(catalog))
  return schema
}

/** Lets a map that takes any name of a pattern take these names only. */
function closeOver(
  map: Schema,
  names: readonly string[],
  each: (schema: Schema, name: string) => void = () => {},
): void {
  const [value = {}] = Object.values(map.patternProperties ?? {})
  delete map.patternProperties
  map.properties = Object.fromEntries(
    names.map((name) => {
      const own = structuredClone(value)
      each(own, name)
      return [name, own]
    }),
  )
}
