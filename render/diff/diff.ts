import { diffEnvironment, touchesCluster } from './environment.ts'
import type { Diff, DiffOptions, EnvironmentDiff, EnvironmentSides, Risk, Summary } from './model.ts'
import { sharedRisks } from './risks/shared.ts'
import { takeoversOf } from './takeover.ts'

/**
 * What a change does in the clusters: what it adds, removes, changes and restarts in each environment, and what can go
 * wrong with it.
 *
 * @param sides the environments that may have changed; those whose two sides mean the same are left out.
 */
export function diff(sides: readonly EnvironmentSides[], options: DiffOptions = {}): Diff {
  const takeovers = takeoversOf(sides)
  const environments = sides
    .flatMap((each) => diffEnvironment(each, options, takeovers) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const touched = new Set(environments.filter(touchesCluster).map(({ name }) => name))
  const risks = sharedRisks(
    sides.filter(({ name }) => touched.has(name)),
    takeovers,
    options,
  )
  return { environments, risks, summary: summaryOf(environments, risks) }
}

function summaryOf(environments: readonly EnvironmentDiff[], shared: readonly Risk[]): Summary {
  const count = (of: (environment: EnvironmentDiff) => number): number =>
    environments.reduce((sum, environment) => sum + of(environment), 0)
  const all = [...shared, ...environments.flatMap(({ risks }) => risks)]
  const severe = (severity: Risk['severity']) => all.filter((risk) => risk.severity === severity).length
  return {
    environments: environments.length,
    added: count(({ added }) => added.length),
    changed: count(({ changed }) => changed.length),
    removed: count(({ removed }) => removed.length),
    restarts: count(({ restarts }) => restarts.length),
    risks: { high: severe('high'), medium: severe('medium'), note: severe('note') },
    overBudget: environments.filter(({ deletions }) => deletions.exceeded).map(({ name }) => name),
  }
}
