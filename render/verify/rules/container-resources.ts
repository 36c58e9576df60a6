import { parseQuantity } from '../../kubernetes/quantity/parse.ts'
import { isPositive, ZERO } from '../../kubernetes/quantity/quantity.ts'
import { at } from '../../kubernetes/resource.ts'
import { allContainers } from '../fields.ts'
import { podsOf, show } from '../lookup.ts'
import type { Rule } from '../rule.ts'

const WANTED = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'memory'],
] as const

export const containerResources: Rule = {
  id: 'container-resources',
  severity: 'error',
  title: 'Every container says how much CPU and memory it needs, and how much memory it may take.',
  why: 'Without requests the scheduler packs a node until it breaks; without a memory limit one leak takes the whole node. The quota would refuse the pod. https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  remediation: 'State it in base, or in `services.NAME.resources` of environment.yaml.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { title, path, value } of allContainers(pod))
        for (const [bound, resource] of WANTED) {
          const amount = at(value, 'resources', bound, resource)
          if (isPositive(parseQuantity(amount) ?? ZERO)) continue
          const what = `${resource} ${bound === 'requests' ? 'request' : 'limit'}`
          yield {
            resource: pod.resource,
            path: [...path, 'resources', bound, resource],
            message:
              amount === undefined
                ? `${title} has no ${what}.`
                : `${title} has the ${what} ${show(amount)}: expected a quantity above 0.`,
          }
        }
  },
}
