import { at, type Resource } from '../../kubernetes/resource.ts'
import type { Path } from '../../problem/problem.ts'
import { podsOf, show, text } from '../lookup.ts'
import type { Rule, Subject, Violation } from '../rule.ts'

const NAME = 'app.kubernetes.io/name'

export const promisedLabels: Rule = {
  id: 'promised-labels',
  severity: 'error',
  title: `Every resource and every pod has the labels ${NAME}, app.kubernetes.io/part-of and environment.`,
  why: 'Dashboards, alerts, cost reports and `kubectl get all -l` find things by them; what lacks one is not there for them. https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/',
  mend: `State ${NAME} in the resource and part-of in the kustomization's labels; the overlay adds environment.`,
  *check(subject) {
    for (const resource of subject.resources) yield* missing(subject, resource, ['metadata', 'labels'])
    for (const { resource, path } of podsOf(subject))
      if (path.length > 1) yield* missing(subject, resource, [...path.slice(0, -1), 'metadata', 'labels'])
  },
}

function* missing({ environment }: Subject, resource: Resource, path: Path): Iterable<Violation> {
  const expected = { 'app.kubernetes.io/part-of': 'todo', environment: environment.name }
  const labels = at(resource, ...path)
  const whose = path.length > 2 ? 'of the pods ' : ''
  if (!text(at(labels, NAME)))
    yield { resource, path: [...path, NAME], message: `The label ${NAME} ${whose}is not set.` }
  for (const [key, wanted] of Object.entries(expected)) {
    const found = at(labels, key)
    if (found !== wanted)
      yield {
        resource,
        path: [...path, key],
        message: `The label ${key} ${whose}is ${found === undefined ? 'not set' : show(found)}: expected ${wanted}.`,
      }
  }
}
