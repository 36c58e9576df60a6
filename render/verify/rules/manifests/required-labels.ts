import type { PodTemplate } from '../../../kubernetes/pods.ts'
import { at, entries, type Resource } from '../../../kubernetes/resource.ts'
import { selectsPlainly } from '../../../kubernetes/selector.ts'
import { suggest } from '../../../problem/nearest.ts'
import type { Path } from '../../../problem/problem.ts'
import { givenName, nameOf, podsOf, show, text, titleOf } from '../../lookup.ts'
import { governed } from '../../policy-rules.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

const NAME = 'app.kubernetes.io/name'
const COMPONENT = 'app.kubernetes.io/component'

export const requiredLabels: Rule = {
  id: 'required-labels',
  severity: 'error',
  needs: ['fleet', 'environment'],
  title: `Every resource and every pod has the labels ${NAME}, app.kubernetes.io/part-of and environment.`,
  why: 'Dashboards, alerts, cost reports and `kubectl get all -l` select by these labels and miss a resource that lacks one. https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/',
  remediation: `Set ${NAME} in the resource and part-of in the labels of the kustomization; the overlay adds environment.`,
  *check(subject) {
    for (const resource of subject.resources) {
      yield* missing(subject, resource, ['metadata', 'labels'])
      yield* belonging(subject, resource)
    }
    for (const { resource, path } of podsOf(subject))
      if (path.length > 1) yield* missing(subject, resource, [...path.slice(0, -1), 'metadata', 'labels'])
  },
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
const RECOMMENDED = ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map(
  (each) => `app.kubernetes.io/${each}`,
)

/** A resource has the name of the workload that it belongs to, or its own; what is called as a workload, all of its labels. */
function* belonging(subject: Subject, resource: Resource): Iterable<Violation> {
  const pods = podsOf(subject)
  const called = givenName(nameOf(resource))
  const labels = ['metadata', 'labels']
  const workload = pods.find((pod) => nameOf(pod.resource) === called)
  const label = text(at(resource, ...labels, NAME))
  if (workload && !/^Ingress$|Route$/.test(resource.kind)) {
    for (const key of [NAME, COMPONENT])
      if (text(at(resource, ...labels, key)) && at(resource, ...labels, key) !== workload.labels[key])
        yield {
          resource,
          path: [...labels, key],
          message: `Label ${key} is ${show(at(resource, ...labels, key))}: expected ${show(workload.labels[key])}, as on the pods of ${titleOf(workload.resource)}.`,
        }
    return
  }
  const selected = new Set(selectedBy(resource, pods).flatMap((pod) => text(pod.labels[NAME]) ?? []))
  const known =
    selected.size === 1
      ? [...selected]
      : [...pods.flatMap((pod) => text(pod.labels[NAME]) ?? []), called, subject.fleet.system]
  if (label && !known.includes(label))
    yield {
      resource,
      path: [...labels, NAME],
      message: `Label ${NAME} is ${show(label)}, which is not the name of any workload.${suggest(label, [...new Set(known)])}`,
    }
}

/** The pods that a resource is about: it belongs to their workload, if it is one. What is about every pod is of none. */
const selectedBy = (resource: Resource, pods: readonly PodTemplate[]): PodTemplate[] =>
  resource.kind === 'Service'
    ? pods.filter(({ labels }) => selectsPlainly(at(resource, 'spec', 'selector'), labels))
    : resource.kind === 'NetworkPolicy' && entries(at(resource, 'spec', 'podSelector')).length > 0
      ? governed(resource, pods)
      : []

function* missing({ environment, fleet }: Subject, resource: Resource, path: Path): Iterable<Violation> {
  const expected = { 'app.kubernetes.io/part-of': fleet.system, environment: environment.name }
  const labels = at(resource, ...path)
  for (const [key] of entries(labels))
    if (key.startsWith('app.kubernetes.io/') && !RECOMMENDED.includes(key))
      yield {
        resource,
        path: [...path, key],
        message: `Unknown label "${key}".${suggest(key, RECOMMENDED)}`,
      }
  const owner = path.length > 2 ? 'of the pods ' : ''
  for (const key of [NAME, COMPONENT])
    if (!text(at(labels, key)))
      yield { resource, path: [...path, key], message: `Label ${key} ${owner}is not set.` }
  for (const [key, wanted] of Object.entries(expected)) {
    const found = at(labels, key)
    if (found !== wanted)
      yield {
        resource,
        path: [...path, key],
        message: `Label ${key} ${owner}is ${found === undefined ? 'not set' : show(found)}: expected ${wanted}.`,
      }
  }
}
