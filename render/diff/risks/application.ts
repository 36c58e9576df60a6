import { at, items, type Resource } from '../../kubernetes/resource.ts'
import { applicationOf } from '../argocd.ts'
import type { Change } from '../change.ts'
import type { Risk, Severity } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** How Argo CD looks after the environment. https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/ */
export const application: RiskRule = (change) => {
  const [before, after] = [applicationOf(change.before), applicationOf(change.after)]
  if (!before || !after || change.moved === 'cluster') return []
  const resource = `Application/${after.metadata.name}`
  const risk = (id: string, severity: Severity, message: string): Risk => ({
    id,
    severity,
    resource,
    message,
  })
  return [
    ...switched(before, after).map(([id, severity, message]) => risk(id, severity, message)),
    ...unpruned(change, after).map((message) => risk('nothing-pruned', 'note', message)),
  ]
}

type Finding = readonly [string, Severity, string]

function switched(before: Resource, after: Resource): Finding[] {
  return SWITCHES.flatMap(({ id, of, on, off }): Finding[] => {
    const now = of(after)
    if (of(before) === now) return []
    return [now ? [`${id}-on`, ...on] : [`${id}-off`, ...off]]
  })
}

const automated = (application: Resource) => at(application, 'spec', 'syncPolicy', 'automated')

interface Switch {
  readonly id: string
  readonly of: (application: Resource) => boolean
  readonly on: readonly [Severity, string]
  readonly off: readonly [Severity, string]
}

const SWITCHES: readonly Switch[] = [
  {
    id: 'retain',
    of: (application) => items(at(application, 'metadata', 'finalizers')).length === 0,
    on: ['note', 'Removing the environment from git will from now on leave everything in the cluster.'],
    off: [
      'high',
      'Removing the environment from git will from now on remove everything from the cluster, namespace and data included.',
    ],
  },
  {
    id: 'automated-sync',
    of: (application) => automated(application) !== undefined,
    on: [
      'medium',
      'Every commit is deployed from now on, and all that has waited until now with the first one.',
    ],
    off: ['medium', 'Commits are no longer deployed by themselves: someone must sync, a rollback too.'],
  },
  {
    id: 'prune',
    of: (application) => at(automated(application), 'prune') === true,
    on: [
      'medium',
      'What git no longer holds is removed again: also what has been left behind until now, which this comparison does not show.',
    ],
    off: ['note', 'What git no longer holds stays in the cluster from now on, until someone removes it.'],
  },
  {
    id: 'self-heal',
    of: (application) => at(automated(application), 'selfHeal') === true,
    on: ['medium', 'Changes made by hand in the cluster are undone at once.'],
    off: ['note', 'Changes made by hand in the cluster stay until the next sync.'],
  },
]

function unpruned({ removed, before }: Change, after: Resource): string[] {
  const count = removed.length
  if (!before || count === 0 || at(automated(after), 'prune') === true) return []
  return [
    `Argo CD does not prune here: ${count === 1 ? '1 removed resource stays' : `${count} removed resources stay`} in the cluster until someone prunes.`,
  ]
}
