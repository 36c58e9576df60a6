import { at, entries, own } from '../../../kubernetes/resource.ts'
import { QUOTA_ALIASES } from '../../demand.ts'
import { containersIn, ofKind } from '../../lookup.ts'
import { containerResources } from '../../pod-resources.ts'
import type { Rule } from '../../rule.ts'

export const quotaResources: Rule = {
  id: 'quota-resources',
  severity: 'error',
  title:
    'Every container sets, itself or through the LimitRange, the resources that the ResourceQuota limits.',
  why: 'The API server rejects a pod that does not set a resource limited by a quota. https://kubernetes.io/docs/concepts/policy/resource-quotas/#requests-compared-to-limits',
  remediation: 'Set it under `resources`, or add a default to the LimitRange.',
  *check(subject) {
    const counted = new Set(
      ofKind(subject, 'ResourceQuota')
        .flatMap((quota) => entries(at(quota, 'spec', 'hard')))
        .map(([key]) => own(QUOTA_ALIASES, key) ?? key),
    )
    for (const { pod, container } of containersIn(subject)) {
      const stated = containerResources(subject, container)
      for (const bound of ['requests', 'limits'] as const)
        for (const resource of ['cpu', 'memory', 'ephemeral-storage'])
          if (counted.has(`${bound}.${resource}`) && stated[bound][resource] === undefined)
            yield {
              resource: pod.resource,
              path: [...container.path, 'resources', bound, resource],
              message: `${container.name} does not set ${bound}.${resource}, which the quota limits.`,
            }
    }
  },
}
