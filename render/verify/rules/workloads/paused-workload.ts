import { at } from '../../../kubernetes/resource.ts'
import { ofKind, podsOf, show, text, titleOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const pausedWorkload: Rule = {
  id: 'paused-workload',
  severity: 'error',
  title:
    'No workload is paused, suspended, bound to one node, or given a priority class reserved for cluster components.',
  why: 'A workload paused for an hour stays paused indefinitely once that is in git, and every later change appears to be applied. A pod with nodeName is lost with its node. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment',
  remediation: 'Remove the field.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Deployment', 'Job', 'CronJob'))
      for (const field of ['paused', 'suspend'])
        if (at(resource, 'spec', field) === true)
          yield {
            resource,
            path: ['spec', field],
            message: `${titleOf(resource)} is stopped by ${field}; remove the field.`,
          }
    for (const { resource, spec, path } of podsOf(subject)) {
      const node = at(spec, 'nodeName') ?? undefined
      if (node !== undefined)
        yield {
          resource,
          path: [...path, 'nodeName'],
          message: `nodeName binds the pods to node ${show(node)}; remove it.`,
        }
      const priority = text(at(spec, 'priorityClassName')) ?? ''
      if (priority.startsWith('system-'))
        yield {
          resource,
          path: [...path, 'priorityClassName'],
          message: `priorityClassName ${show(priority)} is reserved for cluster components; remove it.`,
        }
    }
  },
}
