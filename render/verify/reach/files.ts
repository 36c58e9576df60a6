import type { BaseFiles } from '../../catalog/base-paths.ts'
import { componentsOf } from '../../environment/components.ts'
import type { Environment } from '../../environment/environment.ts'
import { parse } from '../../environment/parse.ts'
import type { Problem } from '../../problem/problem.ts'

/** A reachability.yaml of base, as YAML. What it means depends on the environment. */
export interface ReachFile {
  readonly file: string
  readonly value?: unknown
  /** What is wrong with it as YAML. */
  readonly problems: readonly Problem[]
}

/** Reads every reachability.yaml below base, in the order of their paths. */
export const reachFiles = (base: BaseFiles): ReachFile[] =>
  [...base]
    .filter(([file]) => file.endsWith('/reachability.yaml'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, text]) => ({ file, ...parse(file, new TextEncoder().encode(text)) }))

/**
 * Whether an environment with these components and services reads a file: what stands beside a kustomization that it
 * builds. Nothing, if no environment ever does.
 */
export function isRead(file: string, on: Enabled): boolean | undefined {
  const [, area, name] =
    /^base\/(platform|services|components)(?:\/([^/]+))?\/reachability\.yaml$/.exec(file) ?? []
  if (area === 'platform') return name === undefined ? true : undefined
  if (area === undefined || name === undefined) return undefined
  return (area === 'services' ? on.services : on.components).includes(name)
}

/** What an environment runs, by the names of folders. */
export interface Enabled {
  readonly components: readonly string[]
  readonly services: readonly string[]
  /** The services of base that don't run here. */
  readonly leftOut: readonly string[]
}

/** What an environment runs of what base has. */
export function onIn({
  environment,
  fleet,
}: {
  readonly environment: Environment
  readonly fleet: { readonly services: readonly string[] }
}): Enabled {
  const services = Object.keys(environment.services)
  return {
    components: componentsOf(environment),
    services,
    leftOut: fleet.services.filter((each) => !services.includes(each)),
  }
}
