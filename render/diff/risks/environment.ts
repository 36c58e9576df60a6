import { list } from '../../text/list.ts'
import { namespaceOf, removesAll } from '../argocd.ts'
import type { Change } from '../change.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'
import { neededSecrets } from './secrets.ts'

/** What happens to an environment as a whole: it is new, goes, moves, or follows something else than this branch. */
export const environment: RiskRule = (change) => [
  ...(change.before ? [] : arrives(change)),
  ...(change.after ? [] : goes(change)),
  ...moves(change),
  ...follows(change),
]

function arrives({ name, added }: Change): Risk[] {
  const secrets = neededSecrets(added)
  if (secrets.length === 0) return []
  return [
    {
      id: 'environment-new',
      severity: 'note',
      message: `Its pods start once the Secrets ${list(secrets)} are in the cluster; until then the sync waits and fails.`,
      steps: [`Before the merge: \`npm run secrets ${name}\`.`],
    },
  ]
}

function goes(change: Change): Risk[] {
  if (removesAll(change.before))
    return [
      {
        id: 'environment-removed',
        severity: 'high',
        message: `The environment is removed with everything in it: namespace, database and Secrets too, because its Application has the finalizer that deletes everything it deployed.`,
        steps: [
          'If any data in it is still wanted, make a backup outside of the cluster first.',
          'To keep what runs, merge `retain: true` in its environment.yaml first and let it sync.',
        ],
      },
    ]
  return [
    {
      id: 'environment-let-go',
      severity: 'medium',
      message: `Argo CD no longer manages the environment: with \`retain\`, everything in namespace ${namespaceOf(change.before)} keeps running, unmanaged.`,
      steps: ['Delete by hand what is no longer needed, the namespace last.'],
    },
  ]
}

/**
 * Nothing can be moved in place. In the old namespace Argo CD prunes nothing either: live resources in a namespace
 * that the AppProject doesn't permit any more are none of its business (controller/state.go,
 * "not permitted in the application project").
 */
function moves(change: Change): Risk[] {
  const { moved, before, after, handover } = change
  if (!moved) return []
  const [from, to] =
    moved === 'cluster'
      ? [`cluster ${before?.cluster}`, `cluster ${after?.cluster}`]
      : [`namespace ${namespaceOf(before)}`, `namespace ${namespaceOf(after)}`]
  const emptied = moved === 'cluster' && removesAll(before)
  const old = emptied
    ? `What runs in ${from} is removed, data included.`
    : handover.to
      ? `What runs in ${from} is taken over by ${handover.to}.`
      : `What runs in ${from} keeps running there, unmanaged.`
  const last = emptied || handover.to ? [] : [`Once all is well, remove by hand what is left in ${from}.`]
  const risk = (message: string, steps: readonly string[]): Risk[] => [
    { id: `${moved}-changed`, severity: 'high', message: `${message} ${old}`, steps: [...steps, ...last] },
  ]
  if (handover.from)
    return risk(
      `Its data and Secrets don't move, and ${to} is not empty: ${handover.from} leaves it in the same merge.`,
      ['Choose a namespace that no environment has used.'],
    )
  return risk(`Everything is created again, empty, in ${to}: data and Secrets don't move.`, [
    `Make the Secrets in ${to} before the sync: \`npm run secrets ${change.name}\`, unless a vault fills them.`,
    'Make a backup of the database before, and restore it there after the first sync.',
  ])
}

function follows({ before, after, options: { branch = 'main' } }: Change): Risk[] {
  if (!after) return []
  if (before && before.revision !== after.revision)
    return [
      {
        id: 'revision-changed',
        severity: 'medium',
        message: `It follows ${after.revision} instead of ${before.revision} from now on: what ${after.revision} holds is deployed, which this comparison doesn't show.`,
        steps: [`See \`npm run diff -- --base ${after.revision}\` for what lies between.`],
      },
    ]
  if (after.revision === branch) return []
  return [
    {
      id: 'follows-other-revision',
      severity: 'note',
      message: `It follows ${after.revision}: of its overlay and base, this comes into effect only once ${after.revision} holds it.`,
    },
  ]
}
