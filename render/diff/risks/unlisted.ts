import { groupOf, idOf } from '../../kubernetes/resource.ts'
import { list } from '../../text/list.ts'
import { namespaceOf } from '../argocd.ts'
import { keptBy } from '../change.ts'
import type { RiskRule } from './risk-rule.ts'

/**
 * Resources whose kind leaves base with them. The AppProject no longer lists that kind, and Argo CD ignores a live resource
 * that its AppProject doesn't permit (controller/state.go, "not permitted in the application project"): it neither prunes
 * nor reports it.
 */
export const unlisted: RiskRule = (change) => {
  const left = change.removed.filter((resource) => keptBy(change, resource) === 'unlisted')
  if (left.length === 0) return []
  const kinds = [...new Set(left.map(({ kind }) => kind))]
  const [them, stay, their] =
    left.length > 1 ? ['them', 'stay', 'Their kinds leave'] : ['it', 'stays', 'Its kind leaves']
  const namespace = namespaceOf(change.after) ?? 'NAMESPACE'
  const { revision = '' } = change.after ?? {}
  const follows = revision !== (change.options.branch ?? 'main')
  return [
    {
      id: 'removed-unlisted',
      severity: follows ? 'high' : 'medium',
      message: `${list(left.map(idOf))} ${stay} in the cluster, unmanaged. ${their} base in the same change, so that the AppProject no longer lists ${list(kinds)}: Argo CD prunes nothing of a kind that it may not manage${follows ? `, and refuses every sync as long as ${revision} brings ${them}` : ''}.`,
      steps: [
        `To have ${them} pruned, take two merges: move ${them} into a component that no environment enables, which keeps the kind listed; when Argo CD has pruned ${them}, delete the component.`,
        `Or delete ${them} by hand after the merge: ${left.map((resource) => `\`kubectl --namespace ${namespace} delete ${resourceName(resource)}\``).join(', ')}.`,
      ],
    },
  ]
}

const resourceName = (resource: Parameters<typeof groupOf>[0]): string =>
  `${[resource.kind.toLowerCase(), groupOf(resource)].filter(Boolean).join('.')} ${resource.metadata.name}`
