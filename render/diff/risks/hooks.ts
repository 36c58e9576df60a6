import { idOf, isKind } from '../../kubernetes/resource.ts'
import { isRecreatedHook } from '../argocd.ts'
import { becomesHook } from '../change.ts'
import type { RiskRule } from './risk-rule.ts'

/** What holds data, serves, or is needed by what does. */
const NEEDED = isKind(
  'Namespace',
  'PersistentVolumeClaim',
  'StatefulSet',
  'Deployment',
  'DaemonSet',
  'Service',
  'Ingress',
  'HTTPRoute',
  'Secret',
  'ExternalSecret',
)

/** A resource that becomes a hook. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ */
export const hooks: RiskRule = ({ pairs }) =>
  pairs.filter(becomesHook).map(({ after }) => ({
    id: 'becomes-hook',
    severity: NEEDED(after) ? 'high' : 'medium',
    resource: idOf(after),
    message: `It becomes a hook, which Argo CD runs instead of keeping it: the existing resource is removed${isRecreatedHook(after) ? ', and it is deleted and created again at every sync' : ''}; nothing heals it in between.`,
    steps: [
      'Take the annotation out, unless it is a Job.',
      'For a Job, give the hook a name of its own and remove the old one in this change.',
    ],
  }))
