import { at } from '../../../kubernetes/resource.ts'
import { selectsPlainly } from '../../../kubernetes/selector.ts'
import { find, podsOf, show, suggestName, text } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const statefulSetService: Rule = {
  id: 'stateful-set-service',
  severity: 'error',
  title: 'The Service of a StatefulSet exists, is headless, and selects its pods.',
  why: 'It gives the pods their DNS names: without it, no pod can be resolved by name. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  remediation: 'Set serviceName to a Service with `clusterIP: None` that selects the pods.',
  *check(subject) {
    for (const { resource, labels } of podsOf(subject)) {
      const name = text(at(resource, 'spec', 'serviceName'))
      if (resource.kind !== 'StatefulSet' || name === undefined) continue
      const service = find(subject, 'Service', name)
      if (!service) {
        const message = `Service ${show(name)} not found.${suggestName(subject, 'Service', name)}`
        yield { resource, path: ['spec', 'serviceName'], message }
      } else if (at(service, 'spec', 'clusterIP') !== 'None') {
        const message = `Service/${name} is not headless: clusterIP is ${show(at(service, 'spec', 'clusterIP'))}, expected "None".`
        yield { resource: service, path: ['spec', 'clusterIP'], message }
      } else if (!selectsPlainly(at(service, 'spec', 'selector'), labels)) {
        const message = `Service/${name} selects other pods: ${show(at(service, 'spec', 'selector'))}.`
        yield { resource, path: ['spec', 'serviceName'], message }
      }
    }
  },
}
