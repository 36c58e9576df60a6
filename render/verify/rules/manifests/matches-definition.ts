import { parseQuantity } from '../../../kubernetes/quantity/parse.ts'
import { at, entries, own, type Resource } from '../../../kubernetes/resource.ts'
import { mainContainerOf, WORKLOAD_KINDS, workloadOf } from '../../../kubernetes/service-workload.ts'
import type { Path } from '../../../problem/problem.ts'
import { find, givenName, nameOf, ofKind, show } from '../../lookup.ts'
import { differencesOf } from '../../patch-differences.ts'
import type { Rule, Violation } from '../../rule.ts'

export const matchesDefinition: Rule = {
  id: 'matches-definition',
  severity: 'error',
  needs: ['environment'],
  title:
    'Replicas, autoscaling, resources, settings, quota and component values in the build equal environment.yaml.',
  why: 'A patch of a component can override that of the environment without any message from Kustomize: environment.yaml would differ from what runs.',
  remediation:
    'Run `npm run render`; if the finding remains, find the patch that overrides that of the overlay.',
  *check(subject) {
    const { services, quota } = subject.environment
    for (const [name, said] of Object.entries(services)) {
      const pod = workloadOf(subject.resources, name)
      const container = pod && mainContainerOf(pod, name)
      const autoscaler = find(subject, 'HorizontalPodAutoscaler', name)
      const settings = ofKind(subject, 'ConfigMap').find((each) => givenName(nameOf(each)) === name)
      if (pod && own(WORKLOAD_KINDS, pod.resource.kind)?.scales && !said.autoscaling)
        yield* same(pod.resource, ['spec', 'replicas'], said.replicas ?? 1)
      for (const [bound, value] of entries(said.autoscaling))
        if (autoscaler) yield* same(autoscaler, ['spec', bound], value)
      for (const [bound, amounts] of entries(said.resources))
        for (const [resource, value] of entries(amounts))
          if (pod && container)
            yield* same(pod.resource, [...container.path, 'resources', bound, resource], value)
      for (const [key, value] of entries(said.settings))
        if (settings) yield* same(settings, ['data', key], value)
    }
    for (const resource of ofKind(subject, 'ResourceQuota'))
      for (const [key, value] of entries(quota)) yield* same(resource, ['spec', 'hard', key], value)
    for (const { component, patches } of subject.patches)
      for (const patch of patches) {
        const resource = find(subject, patch.kind, patch.metadata.name)
        if (!resource) continue // kustomize has found it, and so it has been renamed: `own-namespace`
        for (const { path, expected } of differencesOf(patch, resource))
          yield {
            resource,
            path,
            message: `${path.join('.')} is ${show(at(resource, ...path))}: expected ${show(expected)} from component "${component}" in environment.yaml.`,
          }
      }
  },
}

function* same(resource: Resource, path: Path, expected: unknown): Iterable<Violation> {
  const found = at(resource, ...path)
  if (found === expected || isSameQuantity(found, expected)) return
  yield {
    resource,
    path,
    message: `${path.at(-1)} is ${show(found)}: expected ${show(expected)} from environment.yaml.`,
  }
}

function isSameQuantity(a: unknown, b: unknown): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)]
  return left !== undefined && left.nanos === right?.nanos
}
