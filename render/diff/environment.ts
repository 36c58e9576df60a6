import { idOf, type Resource } from '../kubernetes/resource.ts'
import { type Change, changeOf, keptBy } from './change.ts'
import { deletionsOf } from './deletions.ts'
import type { DiffOptions, EnvironmentDiff, EnvironmentSides, Named } from './model.ts'
import { restartedBy, restartsOf } from './restarts.ts'
import { budget } from './risks/budget.ts'
import { risksOf } from './risks/risks.ts'
import type { Takeover } from './takeover.ts'

/**
 * What changes in one environment; nothing if both sides are the same to Kubernetes and allow as many deletions. Where
 * only that number changes, it is the only risk: no other has anything to do with the cluster.
 */
export function diffEnvironment(
  sides: EnvironmentSides,
  options: DiffOptions,
  takeovers: readonly Takeover[] = [],
): EnvironmentDiff | undefined {
  const from = takeovers.find(({ name }) => name === sides.name)?.from
  const to = takeovers.find(({ from }) => from === sides.name)?.name
  const change = changeOf(sides, options, { ...(from && { from }), ...(to && { to }) })
  const restarts = restartsOf(change)
  const name = nameIn(change)
  const changed = change.pairs.flatMap((pair) => {
    if (pair.fields.length === 0) return []
    const restarted = restartedBy(pair, restarts)
    return [
      {
        ...name(pair.after),
        fields: pair.fields,
        ...(restarted.length > 0 && { restarts: restarted }),
      },
    ]
  })
  const diff: EnvironmentDiff = {
    name: change.name,
    status: change.before ? (change.after ? 'changed' : 'removed') : 'new',
    added: sorted(change.added.map(name)),
    removed: sorted(
      change.removed.map((resource) => {
        const kept = keptBy(change, resource)
        return { ...name(resource), ...(kept && { kept }) }
      }),
    ),
    changed: sorted(changed),
    restarts: restarts.map(({ after }) => idOf(after)).sort(),
    risks: risksOf(change, restarts),
    deletions: deletionsOf(change),
  }
  if (touchesCluster(diff)) return diff
  const risks = budget(change, restarts)
  return risks.length > 0 ? { ...diff, risks } : undefined
}

/** Whether anything changes in the cluster, and not only what later changes may do there. */
export const touchesCluster = ({ added, removed, changed, restarts }: EnvironmentDiff): boolean =>
  [added, removed, changed, restarts].some((each) => each.length > 0)

/** A name that stands for one resource: where several have it, as after a move, the namespace makes the difference. */
function nameIn({ added, removed, pairs }: Change): (resource: Resource) => Named {
  const count = new Map<string, number>()
  for (const id of [...added, ...removed, ...pairs.map(({ after }) => after)].map(idOf))
    count.set(id, (count.get(id) ?? 0) + 1)
  return (resource) => {
    const id = idOf(resource)
    const { namespace } = resource.metadata
    return { id: (count.get(id) ?? 0) > 1 && namespace !== undefined ? `${id} (${namespace})` : id }
  }
}

const sorted = <T extends Named>(resources: readonly T[]): T[] =>
  [...resources].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
