import { agentIn } from '../../doctor/policy-agent.ts'
import { at, entries, idOf, isKind, items, type Resource } from '../../kubernetes/resource.ts'
import { type Criterion, failed, passed, skipped } from '../criterion.ts'

export const defaultDeny: Criterion = {
  id: 'default-deny',
  title: 'Network policies deny all traffic by default, for every pod and in both directions.',
  method:
    'A NetworkPolicy that selects every pod and allows nothing, and the DaemonSet of a known agent that enforces it. No traffic is sent.',
  reads: ['policies', 'daemonSets'],
  remediation: 'Check that the Application is Synced; base/platform contains the policy.',
  judge(live, { built }) {
    const policies = live.list('policies')
    const denying = ['Ingress', 'Egress'].filter((type) => policies.some((each) => denies(each, type)))
    if (denying.length < 2)
      return failed(`no policy denies all ${denying.includes('Ingress') ? 'Egress' : 'Ingress'} to every pod`)
    const absent = built
      .filter(isKind('NetworkPolicy'))
      .map(idOf)
      .filter((id) => !policies.some((each) => idOf(each) === id))
    if (absent.length > 0) return failed(`missing: ${absent.join(', ')}`)
    const agent = agentIn(live.list('daemonSets').map(({ metadata }) => metadata.name))
    return agent
      ? passed(`${policies.length} policies, enforced by ${agent}`)
      : skipped(`${policies.length} policies found, but no known agent that enforces them`)
  },
}

const denies = ({ spec }: Resource, type: string): boolean =>
  entries(at(spec, 'podSelector')).length === 0 &&
  items(at(spec, 'policyTypes')).includes(type) &&
  items(at(spec, type.toLowerCase())).length === 0
