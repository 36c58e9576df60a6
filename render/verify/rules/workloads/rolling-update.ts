import { at, type Resource } from '../../../kubernetes/resource.ts'
import { selectsPlainly } from '../../../kubernetes/selector.ts'
import { ofKind, podsOf, show } from '../../lookup.ts'
import { DEFAULT_SHARE, replicasOf, share } from '../../replicas.ts'
import type { Rule, Violation } from '../../rule.ts'

export const rollingUpdate: Rule = {
  id: 'rolling-update',
  severity: 'error',
  title:
    'An update replaces every pod, and stops no pod of a Deployment behind a Service before its replacement is ready.',
  why: 'A Deployment with fewer ready pods than desired responds too slowly or not at all during an update. A StatefulSet or DaemonSet with OnDelete or a partition keeps pods of the previous version, and Argo CD reports it as healthy. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment',
  remediation:
    'Set `maxUnavailable: 0` and `maxSurge: 1` in a Deployment, as base/shared/rolling-update does; use RollingUpdate without a partition in a StatefulSet or DaemonSet.',
  *check(subject) {
    const services = ofKind(subject, 'Service')
    for (const { resource, labels } of podsOf(subject)) {
      if (resource.kind === 'StatefulSet' || resource.kind === 'DaemonSet') yield* kept(resource)
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
      const maxUnavailable = at(resource, ...path) ?? DEFAULT_SHARE
      const away = share(maxUnavailable, greatest, Math.floor) ?? 0
      const surge = share(
        at(resource, ...strategy, 'rollingUpdate', 'maxSurge') ?? DEFAULT_SHARE,
        greatest,
        Math.ceil,
      )
      if (away > 0) {
        const message = `maxUnavailable ${show(maxUnavailable)} stops ${away} of ${greatest} pods at once: expected 0.`
        yield { resource, path, message }
      } else if (surge === 0) {
        const message =
          'maxSurge 0 with maxUnavailable 0 allows no progress, so Kubernetes stops a pod first: expected maxSurge 1 or more.'
        yield { resource, path: [...strategy, 'rollingUpdate', 'maxSurge'], message }
      }
    }
  },
}

/** Pods that a StatefulSet or DaemonSet doesn't replace by itself. */
function* kept(resource: Resource): Iterable<Violation> {
  const strategy = ['spec', 'updateStrategy']
  if (at(resource, ...strategy, 'type') === 'OnDelete')
    yield {
      resource,
      path: [...strategy, 'type'],
      message: 'OnDelete keeps each pod until it is deleted by hand: expected RollingUpdate.',
    }
  const partition = at(resource, ...strategy, 'rollingUpdate', 'partition')
  if (typeof partition === 'number' && partition > 0)
    yield {
      resource,
      path: [...strategy, 'rollingUpdate', 'partition'],
      message: `partition ${partition} keeps the pods below that number at the version before: expected none.`,
    }
}
