import { diffEnvironment, touchesCluster } from './environment.ts'
import type { Diff, DiffOptions, EnvironmentDiff, EnvironmentSides, Risk, Summary } from './model.ts'
import { sharedRisks } from './risks/shared.ts'
import { takeoversOf } from './takeover.ts'

/** A change that is compared one environment after the other, so that memory does not grow with their number. */
export interface Comparison {
  /** Compares an environment; its resources may be forgotten afterwards. */
  add(sides: EnvironmentSides): void
  /** What the change does, once every environment was added. */
  end(): Diff
}

/**
 * Begins to compare a change.
 *
 * @param outlines every environment that may have changed, with no more of its resources than the Application: where
 *   each is, and goes, is seen only where several are looked at.
 */
export function startDiff(outlines: readonly EnvironmentSides[], options: DiffOptions = {}): Comparison {
  const takeovers = takeoversOf(outlines)
  const found: EnvironmentDiff[] = []
  return {
    add: (sides) => {
      const environment = diffEnvironment(sides, options, takeovers)
      if (environment) found.push(environment)
    },
    end: () => {
      const environments = found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const touched = new Set(environments.filter(touchesCluster).map(({ name }) => name))
      const risks = sharedRisks(
        outlines.filter(({ name }) => touched.has(name)),
        takeovers,
        options,
      )
      return { environments, risks, summary: summaryOf(environments, risks) }
    },
  }
}

/**
 * What a change does in the clusters: what it adds, removes, changes and restarts in each environment, and what can go
 * wrong with it.
 *
 * @param sides the environments that may have changed; those whose two sides mean the same are left out.
 */
export function diff(sides: readonly EnvironmentSides[], options: DiffOptions = {}): Diff {
  const comparison = startDiff(sides, options)
  for (const each of sides) comparison.add(each)
  return comparison.end()
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
