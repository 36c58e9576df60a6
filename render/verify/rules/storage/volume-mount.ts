import { at, items } from '../../../kubernetes/resource.ts'
import { suggest } from '../../../problem/nearest.ts'
import { containersIn, show, text } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const volumeMount: Rule = {
  id: 'volume-mount',
  severity: 'error',
  title: 'Every volume that a container mounts is a volume of its pod.',
  why: 'The API server rejects the workload, and the sync stops half-way. https://kubernetes.io/docs/concepts/storage/volumes/',
  remediation: 'Mount a volume of the pod, or add it to `volumes`.',
  *check(subject) {
    for (const { pod, container } of containersIn(subject)) {
      const volumes = [
        ...items(at(pod.spec, 'volumes')).map((each) => at(each, 'name')),
        ...items(at(pod.resource, 'spec', 'volumeClaimTemplates')).map((each) =>
          at(each, 'metadata', 'name'),
        ),
      ].flatMap((name) => text(name) ?? [])
      for (const field of ['volumeMounts', 'volumeDevices'])
        for (const [index, mount] of items(at(container.value, field)).entries()) {
          const name = text(at(mount, 'name'))
          if (name === undefined || volumes.includes(name)) continue
          yield {
            resource: pod.resource,
            path: [...container.path, field, index, 'name'],
            message: `The pod has no volume ${show(name)}.${suggest(name, volumes)}`,
          }
        }
    }
  },
}
