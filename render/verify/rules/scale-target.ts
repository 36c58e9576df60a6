import { at } from '../../kubernetes/resource.ts'
import { find, nameOf, ofKind, show, suggestName, text } from '../lookup.ts'
import { scales } from '../replicas.ts'
import type { Rule } from '../rule.ts'

export const scaleTarget: Rule = {
  id: 'scale-target',
  severity: 'error',
  title: 'Every HorizontalPodAutoscaler scales a workload that is there and that no other scales.',
  why: 'Argo CD calls an autoscaler that finds nothing to scale Degraded, and fails the sync; two on one workload undo what the other did. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  remediation: 'Name the workload in `scaleTargetRef`, in one autoscaler.',
  *check(subject) {
    const autoscalers = ofKind(subject, 'HorizontalPodAutoscaler')
    for (const [index, resource] of autoscalers.entries()) {
      const target = at(resource, 'spec', 'scaleTargetRef')
      const kind = text(at(target, 'kind')) ?? ''
      const name = text(at(target, 'name')) ?? ''
      const path = ['spec', 'scaleTargetRef']
      const workload = find(subject, kind, name)
      if (!workload) {
        const message = `There is no ${kind === '' ? 'workload' : kind} ${show(name)}.${suggestName(subject, kind, name)}`
        yield { resource, path: [...path, 'name'], message }
        continue
      }
      const version = text(at(target, 'apiVersion'))
      if (version !== undefined && version !== workload.apiVersion) {
        const message = `${kind}/${name} is of ${show(workload.apiVersion)}, not of ${show(version)}.`
        yield { resource, path: [...path, 'apiVersion'], message }
      }
      const other = autoscalers.slice(0, index).find((each) => scales(each, workload))
      if (other) yield { resource, path, message: `${nameOf(other)} scales ${kind}/${name} already.` }
    }
  },
}
