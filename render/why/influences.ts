import type { Catalog } from '../catalog/catalog.ts'
import {
  type Definition,
  environmentFile,
  FLEET_FILE,
  releaseFile,
  withDefaults,
} from '../environment/environment.ts'
import type { Fleet } from '../environment/schema.ts'
import { at } from '../kubernetes/resource.ts'
import { componentPatches } from '../plan/patches.ts'
import { planEnvironment } from '../plan/plan.ts'
import type { Path } from '../problem/problem.ts'
import { leavesOf } from './field.ts'
import type { Source } from './layers.ts'

/** What an overlay says, from where people say it. */
export interface OverlayTrace {
  /** The lines that a value of the overlay comes from; none if they have no part in it. */
  readonly sourcesOf: (source: Source, value: (path: Path) => unknown) => readonly Source[]
  /** The component whose component.ts states a patch's value, if one does. */
  readonly componentOf: (source: Source) => string | undefined
}

/**
 * Traces the overlay of an environment by trying: each value of environment.yaml, release.yaml and fleet.yaml is changed
 * by itself, and what the plan then says differently comes from it. So components are traced as well, whatever their
 * code does with a value.
 */
export function traceOverlay(definition: Definition, fleet: Fleet, catalog: Catalog): OverlayTrace {
  const { name } = definition
  const plan = (of: Definition, by: Fleet): Map<string, string> | undefined => {
    try {
      const environment = withDefaults(of, Object.keys(catalog.services), by)
      return statements(planEnvironment(environment, by, catalog))
    } catch {
      return undefined // a value that a component can do nothing with
    }
  }
  const now = plan(definition, fleet) ?? new Map<string, string>()
  const found = new Map<string, Source[]>()
  const tryOut = (
    file: string,
    whole: object,
    changed: (other: object) => Map<string, string> | undefined,
  ): void => {
    for (const { path, value } of leavesOf(whole)) {
      const other = anotherValue(value)
      const then = other === undefined ? undefined : changed(withValue(whole, path, other))
      for (const key of then ? now.keys() : [])
        if (then?.get(key) !== now.get(key)) found.set(key, [...(found.get(key) ?? []), { file, path }])
    }
  }
  tryOut(environmentFile(name), definition.environment, (environment) =>
    plan({ ...definition, environment: environment as Definition['environment'] }, fleet),
  )
  tryOut(releaseFile(name), definition.release, (release) =>
    plan({ ...definition, release: release as Definition['release'] }, fleet),
  )
  tryOut(FLEET_FILE, fleet, (other) => plan(definition, other as Fleet))

  const stated = componentPatches(withDefaults(definition, Object.keys(catalog.services), fleet), catalog)
  return {
    sourcesOf: (source, valueAt) => found.get(keyOf(source, valueAt)) ?? [],
    componentOf: ({ inner }) =>
      inner &&
      stated.findLast(({ patches }) =>
        patches.some(
          (patch) =>
            patch.kind === inner.kind &&
            patch.metadata.name === inner.name &&
            at(patch, ...inner.path) !== undefined,
        ),
      )?.component,
  }
}

/** What an overlay and its release say, by what each statement is about. */
function statements({ overlay, release }: ReturnType<typeof planEnvironment>): Map<string, string> {
  const { patches = [], replicas = [], ...rest } = overlay
  const values = new Map<string, string>()
  const add = (key: string, value: unknown): void => void values.set(key, JSON.stringify(value))
  for (const { patch } of patches)
    for (const { path, value } of leavesOf(patch))
      add(JSON.stringify([patch.kind, patch.metadata.name, ...path]), value)
  for (const { name, count } of replicas) add(JSON.stringify(['replicas', name, 'count']), count)
  for (const image of release.images ?? [])
    for (const { path, value } of leavesOf(image)) add(JSON.stringify(['images', image.name, ...path]), value)
  for (const { path, value } of leavesOf(rest)) add(JSON.stringify(path), value)
  return values
}

/** The statement that a line of the overlay is. */
function keyOf({ path, inner }: Source, valueAt: (path: Path) => unknown): string {
  if (inner) return JSON.stringify([inner.kind, inner.name, ...inner.path])
  const [list, index, ...rest] = path
  if (list === 'replicas' || list === 'images')
    return JSON.stringify([list, valueAt([list, index as number, 'name']), ...rest])
  return JSON.stringify(path)
}

function anotherValue(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`
  if (typeof value === 'number') return value + 1
  return typeof value === 'boolean' ? !value : undefined
}

function withValue(from: object, [step, ...rest]: Path, value: unknown): object {
  if (step === undefined) return value as object
  const copy = (Array.isArray(from) ? [...from] : { ...from }) as Record<string | number, unknown>
  copy[step] = rest.length === 0 ? value : withValue(copy[step] as object, rest, value)
  return copy
}
