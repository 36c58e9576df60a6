import { at } from '../../kubernetes/resource.ts'
import { ofKind, podsOf, show, text, titleOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const pausedWorkload: Rule = {
  id: 'paused-workload',
  severity: 'error',
  title:
    "No workload is paused, suspended, or bound to one node; none takes the priority of the cluster's own.",
  why: 'What somebody stopped for an hour stays stopped for ever once it is in git, and every later change seems to be applied. A pod that names its node dies with it. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment',
  remediation: 'Remove the field.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Deployment', 'Job', 'CronJob'))
      for (const field of ['paused', 'suspend'])
        if (at(resource, 'spec', field) === true)
          yield {
            resource,
            path: ['spec', field],
            message: `${titleOf(resource)} is stopped by ${field}: expected it to run.`,
          }
    for (const { resource, spec, path } of podsOf(subject)) {
      const node = at(spec, 'nodeName') ?? undefined
      if (node !== undefined)
        yield {
          resource,
          path: [...path, 'nodeName'],
          message: `The pods run on ${show(node)} and nowhere else: expected no nodeName.`,
        }
      const priority = text(at(spec, 'priorityClassName')) ?? ''
      if (priority.startsWith('system-'))
        yield {
          resource,
          path: [...path, 'priorityClassName'],
          message: `The pods are as important as the cluster's own, ${show(priority)}: expected none.`,
        }
    }
  },
}
