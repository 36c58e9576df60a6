import { idOf, type Resource } from '../kubernetes/resource.ts'
import { type Change, changeOf, keptBy } from './change.ts'
import { deletionsOf } from './deletions.ts'
import type { DiffOptions, EnvironmentDiff, EnvironmentSides, Named } from './model.ts'
import { restartedBy, restartsOf } from './restarts.ts'
import { risksOf } from './risks/risks.ts'

/** What changes in one environment; nothing if both sides are the same to Kubernetes. */
export function diffEnvironment(sides: EnvironmentSides, options: DiffOptions): EnvironmentDiff | undefined {
  const change = changeOf(sides, options)
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
  const nothing = [diff.added, diff.removed, diff.changed, diff.restarts].every((each) => each.length === 0)
  return nothing ? undefined : diff
}

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
