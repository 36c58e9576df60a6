import type { PodTemplate } from '../../../kubernetes/pods.ts'
import { at } from '../../../kubernetes/resource.ts'
import { allContainers, type ContainerPlace, fieldsAt, inEffect } from '../../fields.ts'
import { podsOf, show, text } from '../../lookup.ts'
import { inUserNamespace } from '../../pod-standards.ts'
import { programOf, userOf } from '../../programs/find.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

export const containerUser: Rule = {
  id: 'container-user',
  severity: 'error',
  title: 'Every container runs as the user and group its image was built for, never as root.',
  why: "Another user cannot read the program's files or write to its folders; as root, a vulnerability in the program exposes the container runtime. https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
  remediation:
    "Set runAsUser and runAsGroup in the pod's security context to the `user` of its programs.yaml.",
  *check(subject) {
    for (const pod of podsOf(subject)) {
      yield* root(subject, pod)
      for (const container of allContainers(pod)) yield* user(subject, pod, container)
    }
  },
}

/** Of the user root `pod-security` says more, as long as the API server refuses it. */
const isSaid = (subject: Subject, pod: PodTemplate, field: string): boolean =>
  field === 'runAsUser' && !inUserNamespace(subject, pod)

/** What a pod may not say even if each of its containers says better. */
function* root(subject: Subject, pod: PodTemplate): Iterable<Violation> {
  const { resource, spec, path } = pod
  for (const field of ['runAsUser', 'runAsGroup', 'fsGroup', 'supplementalGroups.*']) {
    if (isSaid(subject, pod, field)) continue
    for (const found of fieldsAt(spec, `securityContext.${field}`, path))
      if (found.value === 0)
        yield {
          resource,
          path: found.path,
          message: `${field.replace('.*', '')} is 0, which is root: expected another user.`,
        }
  }
}

function* user(
  subject: Subject,
  pod: PodTemplate,
  { title, path, value }: ContainerPlace,
): Iterable<Violation> {
  const { programs } = subject.fleet
  const expected = userOf(programOf(programs, pod, { name: text(at(value, 'name')) ?? '' }), programs)
  for (const field of ['runAsUser', 'runAsGroup']) {
    const own = at(value, 'securityContext', field) !== undefined
    const id = inEffect(pod, value, field)
    if (id === 0 && isSaid(subject, pod, field)) continue
    // The pod's own 0 has been said.
    const right = expected === undefined ? Number.isInteger(id) && id !== 0 : id === expected
    if (!right && (own || id !== 0))
      yield {
        resource: pod.resource,
        path: own ? [...path, 'securityContext', field] : [...pod.path, 'securityContext', field],
        message: `${title} ${id === undefined ? `does not set ${field}` : `sets ${field} to ${show(id)}`}: expected ${expected ?? 'a number other than 0'}.`,
      }
  }
}
