import { podTemplateOf } from '../../../kubernetes/pods.ts'
import { at, entries, items, type Resource } from '../../../kubernetes/resource.ts'
import type { Path } from '../../../problem/problem.ts'
import { ANNOTATIONS, FIELDS, LABELS, type LiveField, METADATA } from '../../live-fields.ts'
import { jobPath, show } from '../../lookup.ts'
import type { Rule, Violation } from '../../rule.ts'

export const serverFields: Rule = {
  id: 'server-fields',
  severity: 'error',
  title: 'No manifest sets what only the API server or a controller writes.',
  why: 'A manifest exported with `kubectl get -o yaml` carries it: server-side apply refuses managedFields (400), a resourceVersion or uid of another object is a conflict, an owner reference lets the garbage collector delete the object, a finalizer without its controller keeps it from being deleted, and Argo CD reports the rest as drift. https://kubernetes.io/docs/reference/using-api/server-side-apply/#clearing-managedfields',
  remediation: 'Remove the field from the manifest.',
  *check({ resources, argocd }) {
    for (const resource of [...resources, ...argocd]) {
      yield* fields(resource, resource, [], [...(FIELDS['*'] ?? []), ...(FIELDS[resource.kind] ?? [])])
      yield* metadata(resource, ['metadata'])
      const template = podTemplateOf(resource)?.path.slice(0, -1) ?? []
      if (template.length > 0) yield* metadata(resource, [...template, 'metadata'])
      if (resource.kind === 'CronJob') yield* metadata(resource, ['spec', 'jobTemplate', 'metadata'])
      for (const index of items(at(resource, 'spec', 'volumeClaimTemplates')).keys())
        yield* claim(resource, ['spec', 'volumeClaimTemplates', index])
      yield* labels(resource, [...jobPath(resource), 'selector', 'matchLabels'])
    }
  },
}

function* metadata(resource: Resource, path: Path): Iterable<Violation> {
  const value = at(resource, ...path)
  yield* fields(resource, value, path, METADATA)
  for (const [index, finalizer] of items(at(value, 'finalizers')).entries())
    if (!isArgocds(resource, finalizer))
      yield {
        resource,
        path: [...path, 'finalizers', index],
        message: `The finalizer ${show(finalizer)} is set by its controller.`,
      }
  for (const [key] of entries(at(value, 'annotations')))
    if (Object.hasOwn(ANNOTATIONS, key)) yield set(resource, [...path, 'annotations', key], ANNOTATIONS[key])
  yield* labels(resource, [...path, 'labels'])
}

/** What Applications ask of Argo CD itself: https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/ */
const isArgocds = ({ kind }: Resource, finalizer: unknown): boolean =>
  /^App/.test(kind) &&
  /^((resources|post-delete|pre-delete)-finalizer)\.argocd\.argoproj\.io(\/|$)/.test(String(finalizer))

function* labels(resource: Resource, path: Path): Iterable<Violation> {
  for (const [key] of entries(at(resource, ...path)))
    if (Object.hasOwn(LABELS, key)) yield set(resource, [...path, key], LABELS[key])
}

function* claim(resource: Resource, path: Path): Iterable<Violation> {
  yield* metadata(resource, [...path, 'metadata'])
  const value = at(resource, ...path)
  // `kubectl get` shows every claim of a StatefulSet as pending.
  yield* fields(resource, value, path, [...(FIELDS['*'] ?? []), ...(FIELDS['PersistentVolumeClaim'] ?? [])])
}

function* fields(
  resource: Resource,
  object: unknown,
  path: Path,
  list: readonly LiveField[],
): Iterable<Violation> {
  for (const { path: steps, owner, when } of list) {
    const value = at(object, ...steps)
    if (when(value, object)) yield set(resource, [...path, ...steps], owner)
  }
}

const set = (resource: Resource, path: Path, owner = 'a controller'): Violation => ({
  resource,
  path,
  message: `${path.join('.')} is set by ${owner}.`,
})
