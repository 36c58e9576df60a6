import type { Diff, EnvironmentDiff, Risk } from '../model.ts'
import { bySeverity } from '../risks/risks.ts'
import { type Detail, details } from './describe.ts'

/** Environments in which the same changes. */
export interface IdenticalChanges {
  readonly names: readonly string[]
  readonly environment: EnvironmentDiff
  readonly details: readonly Detail[]
}

/** Environments by what changes in them, so that it is shown once. */
export function alike(environments: readonly EnvironmentDiff[]): IdenticalChanges[] {
  const all = environments.map((environment) => ({ environment, details: details(environment) }))
  const groups = Map.groupBy(all, ({ environment: { status, restarts }, details }) =>
    JSON.stringify([status, restarts, details]),
  )
  return [...groups.values()].flatMap((group) =>
    group[0] ? [{ ...group[0], names: group.map(({ environment }) => environment.name) }] : [],
  )
}

/** A risk and the environments that it is in; none if it is one of the change as a whole. */
export interface SharedRisk extends Risk {
  readonly environments: readonly string[]
}

/**
 * Every risk of a change, worst first; one that several environments have is there once. Where they need different
 * steps, each step says for which environment it is.
 */
export function risksOfAll({ risks, environments }: Diff): SharedRisk[] {
  const all = environments.flatMap(({ name, risks }) => risks.map((risk) => ({ name, risk })))
  const groups = Map.groupBy(all, ({ risk: { id, severity, resource, message } }) =>
    JSON.stringify([id, severity, resource, message]),
  )
  const shared = [...groups.values()].flatMap((group): SharedRisk[] => {
    const first = group[0]?.risk
    if (!first) return []
    const same = new Set(group.map(({ risk }) => JSON.stringify(risk.steps))).size === 1
    const steps = same
      ? first.steps
      : group.flatMap(({ name, risk }) => risk.steps?.map((step) => `${name}: ${step}`) ?? [])
    return [{ ...first, ...(steps && { steps }), environments: group.map(({ name }) => name) }]
  })
  return bySeverity([...risks.map((risk) => ({ ...risk, environments: [] })), ...shared])
}
