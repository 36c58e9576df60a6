import { at, type Resource } from '../../kubernetes/resource.ts'
import { namespaceOf, syncOption } from '../argocd.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** A field that the API server fills in for one choice, and refuses beside another. */
interface Dependent {
  readonly parent: readonly string[]
  readonly choice: string
  /** The choice that the field goes with. */
  readonly with: string
  /** The choice that refuses it. */
  readonly without: string
  /** The choice that the API server makes if git names none. */
  readonly usual: string
  readonly field: string
}

/**
 * From SetDefaults... and Validate... of https://github.com/kubernetes/kubernetes/tree/master/pkg/apis. Not here: a
 * DaemonSet's OnDelete, which tolerates rollingUpdate; a Service's type, whose fields the API server drops by itself;
 * probes and volumes, which have no default that git hasn't named a part of.
 */
const DEPENDENT: Readonly<Record<string, Dependent>> = {
  Deployment: {
    parent: ['spec', 'strategy'],
    choice: 'type',
    with: 'RollingUpdate',
    without: 'Recreate',
    usual: 'RollingUpdate',
    field: 'rollingUpdate',
  },
  StatefulSet: {
    parent: ['spec', 'updateStrategy'],
    choice: 'type',
    with: 'RollingUpdate',
    without: 'OnDelete',
    usual: 'RollingUpdate',
    field: 'rollingUpdate',
  },
  Service: {
    parent: ['spec'],
    choice: 'sessionAffinity',
    with: 'ClientIP',
    without: 'None',
    usual: 'None',
    field: 'sessionAffinityConfig',
  },
}

/**
 * A default that stays behind. Server-side apply removes what git has named before and no longer names; what the API
 * server filled in is nobody's, stays, and makes the new choice invalid. A part of it that git has named takes the whole
 * field along (https://github.com/kubernetes-sigs/structured-merge-diff, Updater.Apply).
 */
export const leftOver: RiskRule = ({ pairs, after: side }) =>
  pairs.flatMap(({ id, before, after }): Risk[] => {
    const known = Object.hasOwn(DEPENDENT, after.kind) ? DEPENDENT[after.kind] : undefined
    if (!known || !staysBehind(known, before, after)) return []
    const { parent, choice, without, field } = known
    const path = [...parent, field].join('.')
    const fields = parent.slice(1).reduceRight<object>((inner, step) => ({ [step]: inner }), {
      [choice]: without,
      [field]: null,
    })
    const { name } = after.metadata
    return [
      {
        id: 'default-left-over',
        severity: 'high',
        resource: id,
        message: `${[...parent, choice].join('.')} becomes ${without}, but ${path} stays as the API server filled it in, because git has never named it: Kubernetes refuses both together, and the sync of the whole environment fails. To avoid that, name ${path} with its present values in a change before this one: what git has named is removed.`,
        steps: [
          `Or by hand, which restarts nothing, right after the merge: \`kubectl --namespace ${namespaceOf(side) ?? 'NAMESPACE'} patch ${after.kind.toLowerCase()} ${name} --type=merge --patch '${JSON.stringify({ spec: fields })}'\`; the next try of the sync succeeds.`,
        ],
      },
    ]
  })

function staysBehind(known: Dependent, before: Resource, after: Resource): boolean {
  const { parent, choice, without, usual, field } = known
  const [old, now] = [before, after].map((each) => at(each, ...parent, choice) ?? usual)
  // Both replace the object, or merge it, so that nothing stays that isn't named.
  const applied = syncOption(after, 'Replace') !== 'true' && syncOption(after, 'ServerSideApply') !== 'false'
  return applied && old === known.with && now === without && at(before, ...parent, field) === undefined
}
