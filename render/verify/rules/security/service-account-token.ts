import { at, items } from '../../../kubernetes/resource.ts'
import { ofKind, podsOf, show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const serviceAccountToken: Rule = {
  id: 'service-account-token',
  severity: 'error',
  title: 'No pod mounts a token of the Kubernetes API, because no program here uses that API.',
  why: 'The token is mounted by default, and an attacker in the pod can use the API with it. https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  remediation:
    'Set automountServiceAccountToken: false in the pod and in its ServiceAccount, and mount no token volume.',
  *check(subject) {
    for (const { resource, spec, path } of podsOf(subject)) {
      const mounted = at(spec, 'automountServiceAccountToken')
      if (mounted !== false)
        yield { resource, path: [...path, 'automountServiceAccountToken'], message: sayNo(mounted) }
      for (const [index, volume] of items(at(spec, 'volumes')).entries())
        for (const [inner, source] of items(at(volume, 'projected', 'sources')).entries())
          if (at(source, 'serviceAccountToken') !== undefined)
            yield {
              resource,
              path: [...path, 'volumes', index, 'projected', 'sources', inner, 'serviceAccountToken'],
              message: `Volume ${show(at(volume, 'name'))} projects an API token; remove it.`,
            }
    }
    for (const resource of ofKind(subject, 'ServiceAccount')) {
      const mounted = at(resource, 'automountServiceAccountToken')
      if (mounted !== false)
        yield { resource, path: ['automountServiceAccountToken'], message: sayNo(mounted) }
    }
    for (const resource of ofKind(subject, 'Secret'))
      if (at(resource, 'type') === 'kubernetes.io/service-account-token')
        yield {
          resource,
          path: ['type'],
          message: 'The Secret is an API token that never expires; remove it.',
        }
  },
}

const sayNo = (mounted: unknown): string =>
  `automountServiceAccountToken is ${mounted === undefined ? 'not set' : show(mounted)}: expected false.`
