import type { PodTemplate } from '../../kubernetes/pods.ts'
import { at, entries, items } from '../../kubernetes/resource.ts'
import { allContainers, type ContainerPlace, fieldsAt, inEffect } from '../fields.ts'
import { podsOf, show, text } from '../lookup.ts'
import type { Rule, Violation } from '../rule.ts'

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
  title: 'Every pod keeps the "restricted" Pod Security Standard.',
  why: 'The namespace enforces it: the API server refuses the pod, nothing starts, and the sync hangs until its deadline. https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  mend: 'Get it from a component such as base/shared/restricted, or write it out.',
  *check(subject) {
    for (const pod of podsOf(subject)) {
      yield* volumes(pod)
      yield* explicit(pod)
      for (const container of allContainers(pod)) yield* restricted(pod, container)
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

/** What a pod may not say even if each of its containers says better. */
function* explicit({ resource, spec, path }: PodTemplate): Iterable<Violation> {
  for (const { path: place, value } of fieldsAt(spec, 'securityContext.seccompProfile.type', path))
    if (!SECCOMP.includes(String(value)))
      yield {
        resource,
        path: place,
        message: `seccompProfile.type is ${show(value)}: expected RuntimeDefault.`,
      }
  for (const { path: place, value } of fieldsAt(spec, 'securityContext.runAsNonRoot', path))
    if (value !== true)
      yield { resource, path: place, message: `runAsNonRoot is ${show(value)}: expected true.` }
}

function* restricted(pod: PodTemplate, { title, path, value }: ContainerPlace): Iterable<Violation> {
  const { resource } = pod
  const context = [...path, 'securityContext']
  const own = at(value, 'securityContext')

  const escalation = at(own, 'allowPrivilegeEscalation')
  if (escalation !== false)
    yield {
      resource,
      path: [...context, 'allowPrivilegeEscalation'],
      message: `${title} ${said('allowPrivilegeEscalation', escalation)}: expected false.`,
    }

  // What a container has from its pod, `explicit` has judged.
  const inherits = (field: string) =>
    at(own, field) === undefined && (at(pod.spec, 'securityContext', field) ?? undefined) !== undefined
  const nonRoot = inEffect(pod, value, 'runAsNonRoot')
  if (nonRoot !== true && !inherits('runAsNonRoot'))
    yield {
      resource,
      path: [...context, 'runAsNonRoot'],
      message: `${title} ${said('runAsNonRoot', nonRoot)}: expected true, in the pod or here.`,
    }

  const seccomp = at(inEffect(pod, value, 'seccompProfile'), 'type')
  if (!SECCOMP.includes(String(seccomp)) && !(inherits('seccompProfile') && seccomp !== undefined))
    yield {
      resource,
      path: [...context, 'seccompProfile', 'type'],
      message: `${title} ${said('seccompProfile.type', seccomp)}: expected RuntimeDefault, in the pod or here.`,
    }

  const capabilities = at(own, 'capabilities')
  if (!items(at(capabilities, 'drop')).includes('ALL'))
    yield {
      resource,
      path: [...context, 'capabilities', 'drop'],
      message: `${title} drops ${listed(at(capabilities, 'drop'))} of its capabilities: expected [ALL].`,
    }
  for (const [index, added] of items(at(capabilities, 'add')).entries())
    if (!CAPABILITIES.includes(text(added) ?? ''))
      yield {
        resource,
        path: [...context, 'capabilities', 'add', index],
        message: `${title} adds the capability ${show(added)}: expected none but NET_BIND_SERVICE.`,
      }
}

const said = (field: string, value: unknown): string =>
  value === undefined ? `doesn't say ${field}` : `says ${field} ${show(value)}`

const listed = (value: unknown): string =>
  items(value).length === 0 ? 'none' : `only ${items(value).join(', ')}`
