import { at } from '../../../kubernetes/resource.ts'
import { find, nameOf, ofKind, show, suggestName, text } from '../../lookup.ts'
import { scales } from '../../replicas.ts'
import type { Rule } from '../../rule.ts'

export const scaleTarget: Rule = {
  id: 'scale-target',
  severity: 'error',
  title: 'Every HorizontalPodAutoscaler scales an existing workload that no other HPA scales.',
  why: "Argo CD reports an HPA without a target as Degraded and fails the sync; two HPAs on one workload undo each other's scaling. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  remediation: 'Reference the workload in the `scaleTargetRef` of exactly one HPA.',
  *check(subject) {
    const autoscalers = ofKind(subject, 'HorizontalPodAutoscaler')
    for (const [index, resource] of autoscalers.entries()) {
      const target = at(resource, 'spec', 'scaleTargetRef')
      const kind = text(at(target, 'kind')) ?? ''
      const name = text(at(target, 'name')) ?? ''
      const path = ['spec', 'scaleTargetRef']
      const workload = find(subject, kind, name)
      if (!workload) {
        const message = `${kind === '' ? 'Workload' : kind} ${show(name)} not found.${suggestName(subject, kind, name)}`
        yield { resource, path: [...path, 'name'], message }
        continue
      }
      const version = text(at(target, 'apiVersion'))
      if (version !== undefined && version !== workload.apiVersion) {
        const message = `${kind}/${name} has apiVersion ${show(workload.apiVersion)}, not ${show(version)}.`
        yield { resource, path: [...path, 'apiVersion'], message }
      }
      const other = autoscalers.slice(0, index).find((each) => scales(each, workload))
      if (other) yield { resource, path, message: `${nameOf(other)} scales ${kind}/${name} already.` }
    }
  },
}
