import { at, isKind, type Resource } from '../../kubernetes/resource.ts'
import { namespaceOf } from '../argocd.ts'
import type { Change, Pair } from '../change.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** Fewer pods than before: at once, or until an autoscaler acts. */
export const replicas: RiskRule = (change) => [
  ...change.pairs.filter(({ after }) => isKind('Deployment', 'StatefulSet')(after)).flatMap(workload(change)),
  ...change.pairs.filter(({ after }) => isKind('HorizontalPodAutoscaler')(after)).flatMap(bounds),
]

const workload =
  (change: Change) =>
  ({ id, before, after }: Pair): Risk[] => {
    const [old, now] = [numberOf(before), numberOf(after)]
    const [scaledBefore, scaledAfter] = [scalerOf(change.before, before), scalerOf(change.after, after)]
    if (now === undefined && scaledAfter)
      return old !== undefined && old > 1 ? [trap(change, after, old)] : []
    if (now === undefined && scaledBefore)
      return [
        {
          id: 'autoscaler-leaves',
          severity: 'note',
          resource: id,
          message: `Neither replicas nor an HPA is set: it keeps its current number of pods. Set replicas in environment.yaml.`,
        },
      ]
    const least = old ?? (scaledBefore ? numberOf(scaledBefore, 'minReplicas') : undefined) ?? 1
    const next = now ?? 1
    if (next >= least) return []
    return [
      {
        id: 'replicas-down',
        severity: next === 0 || now === undefined ? 'high' : 'medium',
        resource: id,
        message:
          now === undefined
            ? `It drops from ${least} pods to 1: replicas is no longer set.`
            : `It goes from ${scaledBefore ? `at least ${least}` : least} pods to ${next}.`,
        ...(now === undefined && { steps: ['State `replicas` for it in environment.yaml.'] }),
      },
    ]
  }

/**
 * Tried on Kubernetes 1.36: the field manager that goes without `replicas` was its only owner, so that the API server
 * fills in its default, 1. Keeping `replicas` beside the autoscaler for one more commit is no way out: Argo CD applies
 * with force and heals, and would fight the autoscaler for it. What helps is a second owner of the same value, who
 * stays when Argo CD lets go and gives way when the autoscaler first scales; the same way as
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership.
 */
function trap(change: Change, { apiVersion, kind, metadata: { name } }: Resource, count: number): Risk {
  const namespace = namespaceOf(change.after) ?? 'NAMESPACE'
  const only = JSON.stringify({ apiVersion, kind, metadata: { name, namespace }, spec: { replicas: count } })
  return {
    id: 'replicas-trap',
    severity: 'high',
    resource: `${kind}/${name}`,
    message: `It drops from ${count} pods to 1 until its autoscaler acts: taking replicas away from a live ${kind} sets it to the default, 1.`,
    steps: [
      `Before the merge, let a second field manager own the number: \`echo '${only}' | kubectl apply --server-side --field-manager=handover-to-hpa --validate=false --filename=-\`.`,
      `Then merge: Argo CD lets go of the number, ${count} stays, and the autoscaler takes over when it first scales.`,
    ],
  }
}

function bounds({ id, before, after }: Pair): Risk[] {
  return (['minReplicas', 'maxReplicas'] as const).flatMap((bound): Risk[] => {
    // https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
    const [old = 1, now = 1] = [numberOf(before, bound), numberOf(after, bound)]
    if (now >= old) return []
    return [
      {
        id: 'replicas-down',
        severity: 'medium',
        resource: id,
        message: `${bound} goes from ${old} to ${now}: ${bound === 'minReplicas' ? 'fewer pods wait for the next peak' : 'fewer pods carry the highest load'}.`,
      },
    ]
  })
}

const numberOf = (resource: Resource, field = 'replicas'): number | undefined => {
  const value = at(resource, 'spec', field)
  return typeof value === 'number' ? value : undefined
}

const scalerOf = (side: Change['before'], { kind, metadata }: Resource): Resource | undefined =>
  side?.resources.find(
    (each) =>
      each.kind === 'HorizontalPodAutoscaler' &&
      at(each, 'spec', 'scaleTargetRef', 'kind') === kind &&
      at(each, 'spec', 'scaleTargetRef', 'name') === metadata.name,
  )
