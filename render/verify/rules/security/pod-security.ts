import type { PodTemplate } from '../../../kubernetes/pods.ts'
import { at, entries, items } from '../../../kubernetes/resource.ts'
import type { Path } from '../../../problem/problem.ts'
import { allContainers, type ContainerPlace, fieldsAt, inEffect } from '../../fields.ts'
import { podsOf, show, text } from '../../lookup.ts'
import { inUserNamespace, isForWindows } from '../../pod-standards.ts'
import type { Rule, Violation } from '../../rule.ts'

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]
const SECCOMP = ['RuntimeDefault', 'Localhost']
const CAPABILITIES = ['NET_BIND_SERVICE']

export const podSecurity: Rule = {
  id: 'pod-security',
  severity: 'error',
  title: 'Every pod meets the "restricted" Pod Security Standard.',
  why: 'The namespace enforces it: the API server rejects the pod, nothing starts, and the sync hangs until its deadline. https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  remediation: 'Use a component such as base/shared/restricted, or set the fields in the workload.',
  *check(subject) {
    for (const pod of podsOf(subject)) {
      const mapped = inUserNamespace(subject, pod)
      const containers = allContainers(pod)
      yield* volumes(pod)
      if (!mapped) yield* root(pod, containers)
      for (const container of containers) {
        if (mapped) yield* procMount(pod, container)
        else yield* nonRoot(pod, container)
        yield* capabilities(pod, container)
        if (!isForWindows(pod)) yield* linux(pod, container)
      }
      if (!isForWindows(pod)) yield* podSeccomp(pod)
    }
  },
}

function* volumes({ resource, spec, path }: PodTemplate): Iterable<Violation> {
  for (const [index, volume] of items(at(spec, 'volumes')).entries()) {
    const kinds = entries(volume).flatMap(([key, value]) => (key === 'name' || value === null ? [] : [key]))
    // `host-access` says more about a hostPath.
    const wrong = kinds.find((kind) => kind !== 'hostPath' && !VOLUMES.includes(kind))
    if (wrong !== undefined)
      yield {
        resource,
        path: [...path, 'volumes', index, wrong],
        message: `Volume ${show(at(volume, 'name'))} is a ${wrong}: expected one of ${VOLUMES.join(', ')}.`,
      }
  }
}

/** The user root, in the pod even if each of its containers has another. */
function* root(pod: PodTemplate, containers: readonly ContainerPlace[]): Iterable<Violation> {
  const { resource, spec, path } = pod
  for (const [value, place] of [[spec, path], ...containers.map((each) => [each.value, each.path])] as const)
    for (const found of fieldsAt(value, 'securityContext.runAsUser', place as Path))
      if (found.value === 0)
        yield { resource, path: found.path, message: 'runAsUser is 0, which is root: expected another user.' }
  for (const found of fieldsAt(spec, 'securityContext.runAsNonRoot', path))
    if (found.value !== true)
      yield { resource, path: found.path, message: `runAsNonRoot is ${show(found.value)}: expected true.` }
}

function* podSeccomp({ resource, spec, path }: PodTemplate): Iterable<Violation> {
  for (const { path: place, value } of fieldsAt(spec, 'securityContext.seccompProfile.type', path))
    if (!SECCOMP.includes(String(value)))
      yield {
        resource,
        path: place,
        message: `seccompProfile.type is ${show(value)}: expected RuntimeDefault.`,
      }
}

/** `host-access` says so of the other pods. */
function* procMount({ resource }: PodTemplate, { value, path }: ContainerPlace): Iterable<Violation> {
  for (const found of fieldsAt(value, 'securityContext.procMount', path))
    if (found.value !== 'Default')
      yield {
        resource,
        path: found.path,
        message: `securityContext.procMount is ${show(found.value)}: expected Default, or no value.`,
      }
}

function* nonRoot(pod: PodTemplate, { title, path, value }: ContainerPlace): Iterable<Violation> {
  const found = inEffect(pod, value, 'runAsNonRoot')
  // What a container has from its pod, `root` has judged.
  if (found !== true && !inherits(pod, value, 'runAsNonRoot'))
    yield {
      resource: pod.resource,
      path: [...path, 'securityContext', 'runAsNonRoot'],
      message: `${title} ${stated('runAsNonRoot', found)}: expected true, in the pod or here.`,
    }
}

function* linux(pod: PodTemplate, { title, path, value }: ContainerPlace): Iterable<Violation> {
  const { resource } = pod
  const context = [...path, 'securityContext']
  const escalation = at(value, 'securityContext', 'allowPrivilegeEscalation')
  if (escalation !== false)
    yield {
      resource,
      path: [...context, 'allowPrivilegeEscalation'],
      message: `${title} ${stated('allowPrivilegeEscalation', escalation)}: expected false.`,
    }
  const seccomp = at(inEffect(pod, value, 'seccompProfile'), 'type')
  // What a container has from its pod, `podSeccomp` has judged.
  const judged = inherits(pod, value, 'seccompProfile') && seccomp !== undefined
  if (!SECCOMP.includes(String(seccomp)) && !judged)
    yield {
      resource,
      path: [...context, 'seccompProfile', 'type'],
      message: `${title} ${stated('seccompProfile.type', seccomp)}: expected RuntimeDefault, in the pod or here.`,
    }
  const drop = at(value, 'securityContext', 'capabilities', 'drop')
  if (!items(drop).includes('ALL'))
    yield {
      resource,
      path: [...context, 'capabilities', 'drop'],
      message: `${title} drops ${listed(drop)} of its capabilities: expected [ALL].`,
    }
}

function* capabilities(
  { resource }: PodTemplate,
  { title, path, value }: ContainerPlace,
): Iterable<Violation> {
  for (const { path: place, value: added } of fieldsAt(value, 'securityContext.capabilities.add.*', path))
    if (!CAPABILITIES.includes(text(added) ?? ''))
      yield {
        resource,
        path: place,
        message: `${title} adds the capability ${show(added)}: only NET_BIND_SERVICE is allowed.`,
      }
}

const inherits = (pod: PodTemplate, container: unknown, field: string): boolean =>
  at(container, 'securityContext', field) === undefined &&
  (at(pod.spec, 'securityContext', field) ?? undefined) !== undefined

const stated = (field: string, value: unknown): string =>
  value === undefined ? `does not set ${field}` : `sets ${field} to ${show(value)}`

const listed = (value: unknown): string =>
  items(value).length === 0 ? 'none' : `only ${items(value).join(', ')}`
