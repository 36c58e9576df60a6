import { agentIn } from '../../doctor/policy-agent.ts'
import { at, entries, idOf, isKind, items, type Resource } from '../../kubernetes/resource.ts'
import { type Criterion, failed, passed, untried } from '../criterion.ts'

export const defaultDeny: Criterion = {
  id: 'default-deny',
  title: 'What no policy allows is closed, for every pod and in both directions.',
  tried:
    'A NetworkPolicy that selects every pod and allows nothing, and an agent that is known to enforce it. No packet is sent.',
  reads: ['policies', 'daemonSets'],
  remediation: 'See that the Application is Synced; base/platform brings the policy.',
  judge(live, { built }) {
    const policies = live.list('policies')
    const denying = ['Ingress', 'Egress'].filter((type) => policies.some((each) => denies(each, type)))
    if (denying.length < 2)
      return failed(`no policy closes ${denying.includes('Ingress') ? 'Egress' : 'Ingress'} of every pod`)
    const absent = built
      .filter(isKind('NetworkPolicy'))
      .map(idOf)
      .filter((id) => !policies.some((each) => idOf(each) === id))
    if (absent.length > 0) return failed(`missing: ${absent.join(', ')}`)
    const agent = agentIn(live.list('daemonSets').map(({ metadata }) => metadata.name))
    return agent
      ? passed(`${policies.length} policies, enforced by ${agent}`)
      : untried(
          `${policies.length} policies are there, but no agent that enforces them is known in this cluster`,
        )
  },
}

const denies = ({ spec }: Resource, type: string): boolean =>
  entries(at(spec, 'podSelector')).length === 0 &&
  items(at(spec, 'policyTypes')).includes(type) &&
  items(at(spec, type.toLowerCase())).length === 0
