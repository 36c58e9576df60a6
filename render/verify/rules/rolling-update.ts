import { at } from '../../kubernetes/resource.ts'
import { selectsPlainly } from '../../kubernetes/selector.ts'
import { ofKind, podsOf, show } from '../lookup.ts'
import { DEFAULT_SHARE, replicasOf, share } from '../replicas.ts'
import type { Rule } from '../rule.ts'

export const rollingUpdate: Rule = {
  id: 'rolling-update',
  severity: 'error',
  title: 'An update of a Deployment behind a Service stops no pod before its replacement is ready.',
  why: 'A Deployment with fewer ready pods than desired responds too slowly or not at all during an update. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment',
  remediation: 'Set `maxUnavailable: 0` and `maxSurge: 1`, as base/shared/rolling-update does.',
  *check(subject) {
    const services = ofKind(subject, 'Service')
    for (const { resource, labels } of podsOf(subject)) {
      const served = services.some((each) => selectsPlainly(at(each, 'spec', 'selector'), labels))
      if (resource.kind !== 'Deployment' || !served) continue
      const strategy = ['spec', 'strategy']
      if (at(resource, ...strategy, 'type') === 'Recreate') {
        const message = 'Recreate stops all pods before the first new one starts: expected RollingUpdate.'
        yield { resource, path: [...strategy, 'type'], message }
        continue
      }
      const { greatest } = replicasOf(subject, resource)
      const path = [...strategy, 'rollingUpdate', 'maxUnavailable']
      const said = at(resource, ...path) ?? DEFAULT_SHARE
      const away = share(said, greatest, Math.floor) ?? 0
      const surge = share(
        at(resource, ...strategy, 'rollingUpdate', 'maxSurge') ?? DEFAULT_SHARE,
        greatest,
        Math.ceil,
      )
      if (away > 0) {
        const message = `maxUnavailable ${show(said)} stops ${away} of ${greatest} pods at once: expected 0.`
        yield { resource, path, message }
      } else if (surge === 0) {
        const message =
          'maxSurge 0 with maxUnavailable 0 allows no progress, so Kubernetes stops a pod first: expected maxSurge 1 or more.'
        yield { resource, path: [...strategy, 'rollingUpdate', 'maxSurge'], message }
      }
    }
  },
}
