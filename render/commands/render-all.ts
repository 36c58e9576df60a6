import type { Catalog } from '../catalog/catalog.ts'
import { parseCatalog } from '../catalog/parse-catalog.ts'
import { settingsIn } from '../catalog/settings.ts'
import { environmentFiles, type RenderedFile, rootFile, schemaFile } from '../emit/files.ts'
import { checkEnvironment } from '../environment/check-environment.ts'
import { checkFleet } from '../environment/check-fleet.ts'
import { guardedCatalog } from '../environment/component-code.ts'
import { readValues } from '../environment/component-values.ts'
import { editorSchemas } from '../environment/editor-schemas.ts'
import { type Definition, isEnabled, withDefaults } from '../environment/environment.ts'
import { readFormer } from '../environment/former-format.ts'
import { type Parse, parse } from '../environment/parse.ts'
import type { Fleet } from '../environment/schema.ts'
import { type ParsedDefinition, readDefinition, readFleet } from '../environment/sources.ts'
import { planRoot } from '../plan/argocd.ts'
import { planEnvironment } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'
import { policiesIn } from '../repository/engine-code.ts'
import type { Inputs } from '../repository/inputs.ts'
import { neverEnds, TIME_LIMIT, withinTime } from '../repository/time-limit.ts'

export interface Rendering {
  /** Every file that Argo CD reads, in no particular order; none if there are problems. */
  readonly files: readonly RenderedFile[]
  /** The schemas that editors read; none if there are problems. */
  readonly schemas: () => readonly RenderedFile[]
  readonly definitions: readonly Definition[]
  /** What all environments share, if fleet.yaml could be read. */
  readonly fleet?: Fleet
  readonly catalog: Catalog
  readonly problems: readonly Problem[]
}

/** What is rendered: how custom kinds are checked makes no difference. */
type Rendered = Omit<Inputs, 'crds'>

/** Where fleet.yaml can't be read, its clusters and its system tell nothing apart. */
const NO_FLEET = { system: '', clusters: {} }

/**
 * Turns all inputs into all files, or into everything that is wrong with the inputs. Pure: same inputs, same files.
 *
 * @param parser reads YAML; `render` gives one that remembers what it has read before.
 * @param catalogOf reads base; who renders again with the same base may remember that, too.
 */
export function renderAll(
  inputs: Rendered,
  parser: Parse = parse,
  catalogOf: typeof parseCatalog = parseCatalog,
): Rendering {
  const { catalog: unguarded, problems } = catalogOf(inputs.base, inputs.components)
  const code = guardedCatalog(unguarded)
  const render = () => renderWith(inputs, parser, code, problems)
  if (Object.keys(inputs.components).length === 0) return render()
  const seconds = TIME_LIMIT.seconds + TIME_LIMIT.perEnvironment * inputs.sources.length
  return withinTime(seconds, render, () => ({
    files: [],
    schemas: () => [],
    definitions: [],
    catalog: unguarded,
    problems: [code.stopped(neverEnds(seconds))],
  }))
}

function renderWith(
  { fleet: fleetBytes, sources, base, policies }: Rendered,
  parser: Parse,
  { catalog, problems: codeProblems }: ReturnType<typeof guardedCatalog>,
  baseProblems: readonly Problem[],
): Rendering {
  const { value: fleet, problems: fleetProblems } = readFleet(fleetBytes, parser)
  const problems = [...baseProblems, ...fleetProblems]
  const usable = problems.length === 0

  const understood: ParsedDefinition[] = []
  for (const source of sources) {
    const { definition, problems: found } = readDefinition(source, parser)
    const read = definition && readValues(readFormer({ definition, problems: found }, catalog), catalog)
    problems.push(...(read?.problems ?? found))
    if (read) understood.push(read)
  }
  // Without fleet or base, checks against them would find nothing but the same mistake again and again.
  if (usable && fleet) problems.push(...understood.flatMap((each) => checkEnvironment(each, catalog, fleet)))
  problems.push(...checkFleet(understood, catalog, fleet ?? NO_FLEET))
  const definitions = understood.map(({ definition }) => definition)
  problems.push(...codeProblems())
  if (!fleet || problems.length > 0)
    return { files: [], schemas: () => [], definitions: [], catalog, problems }

  const services = Object.keys(catalog.services)
  const files = [
    ...definitions.flatMap((each) =>
      environmentFiles(planEnvironment(withDefaults(each, services, fleet), fleet, catalog)),
    ),
    ...Object.entries(fleet.clusters).map(([name, cluster]) =>
      rootFile(name, planRoot(name, cluster, fleet)),
    ),
  ]
  const wrongCode = codeProblems()
  if (wrongCode.length > 0)
    return { files: [], schemas: () => [], definitions: [], catalog, problems: wrongCode }
  return {
    files,
    schemas: () => schemasOf({ base, policies }, catalog, fleet, definitions),
    definitions,
    fleet,
    catalog,
    problems,
  }
}

function schemasOf(
  { base, policies }: Pick<Inputs, 'base' | 'policies'>,
  catalog: Catalog,
  fleet: Fleet,
  definitions: readonly Definition[],
): RenderedFile[] {
  const schemas = editorSchemas({
    catalog,
    clusters: Object.keys(fleet.clusters).sort(),
    policies: policiesIn(policies).rules,
    optional: Object.keys(catalog.services).filter((service) =>
      definitions.some(({ environment }) => !isEnabled(environment, service)),
    ),
    settings: (service) => settingsIn(base.get(`base/services/${service}/settings.env`) ?? ''),
  })
  return Object.entries(schemas).map(([kind, schema]) => schemaFile(kind, schema))
}
