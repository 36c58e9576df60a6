import type { PodTemplate } from '../../../kubernetes/pods.ts'
import { allContainers, type Field, fieldsAt, metadataOf } from '../../fields.ts'
import { podsOf, show } from '../../lookup.ts'
import { inUserNamespace, kubernetesMinor } from '../../pod-standards.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

const NO = [false]
const PROFILES = ['RuntimeDefault', 'Localhost']
const SE_LINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]
/** The same, by the minor of Kubernetes 1 that first knows them as safe. */
const LATER_SYSCTLS: readonly (readonly [number, readonly string[]])[] = [
  [37, ['net.ipv4.tcp_notsent_lowat', 'net.ipv4.tcp_slow_start_after_idle']],
]

/** Fields of a pod, and the values that they may have; nothing at all where the list is empty. */
const POD_FIELDS: readonly (readonly [string, readonly unknown[]])[] = [
  ['hostNetwork', NO],
  ['hostPID', NO],
  ['hostIPC', NO],
  ['volumes.*.hostPath', []],
]

const sysctlFields = (subject: Subject): typeof POD_FIELDS => {
  const later = LATER_SYSCTLS.flatMap(([minor, names]) => (minor <= kubernetesMinor(subject) ? names : []))
  return [['securityContext.sysctls.*.name', [...SYSCTLS, ...later]]]
}

/** The same of containers. */
const CONTAINER_FIELDS: readonly (readonly [string, readonly unknown[]])[] = [
  ['securityContext.privileged', NO],
  ['ports.*.hostPort', [0]],
  ...['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'].flatMap(
    (probe) => ['httpGet', 'tcpSocket'].map((way) => [`${probe}.${way}.host`, ['']] as const),
  ),
]

/** The same of containers whose pod has the users of its node. */
const HOST_USERS_FIELDS: typeof POD_FIELDS = [['securityContext.procMount', ['Default']]]

/** The same of both. */
const EITHER: typeof POD_FIELDS = [
  ['securityContext.windowsOptions.hostProcess', NO],
  ['securityContext.appArmorProfile.type', PROFILES],
  ['securityContext.seLinuxOptions.type', SE_LINUX_TYPES],
  ['securityContext.seLinuxOptions.user', ['']],
  ['securityContext.seLinuxOptions.role', ['']],
]

export const hostAccess: Rule = {
  id: 'host-access',
  severity: 'error',
  title: 'No pod has access to its node: the "baseline" Pod Security Standard.',
  why: 'An attacker in such a pod controls the node, with every pod and every Secret on it. The namespace enforces the standard: the API server rejects the pod, and the rollout hangs. https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  remediation: 'Remove the field.',
  *check(subject) {
    const sysctls = sysctlFields(subject)
    for (const pod of podsOf(subject)) {
      const { resource } = pod
      const hostUsers = inUserNamespace(subject, pod) ? [] : HOST_USERS_FIELDS
      yield* forbidden(pod, pod.spec, pod.path, [...POD_FIELDS, ...sysctls, ...EITHER])
      for (const { value, path } of allContainers(pod))
        yield* forbidden(pod, value, path, [...CONTAINER_FIELDS, ...hostUsers, ...EITHER])
      const { path, entries } = metadataOf(pod, 'annotations')
      for (const [key, value] of entries)
        if (key.startsWith('container.apparmor.security.beta.kubernetes.io/') && !isProfile(value))
          yield {
            resource,
            path: [...path, key],
            message: `AppArmor is ${show(value)}: expected runtime/default or localhost/PROFILE.`,
          }
    }
  },
}

function* forbidden(
  { resource }: PodTemplate,
  from: unknown,
  place: Field['path'],
  fields: typeof POD_FIELDS,
): Iterable<Violation> {
  for (const [pattern, allowed] of fields)
    for (const { path, value } of fieldsAt(from, pattern, place))
      if (!allowed.includes(value)) yield { resource, path, message: message(pattern, value, allowed) }
}

const message = (pattern: string, value: unknown, allowed: readonly unknown[]): string => {
  const field = pattern.split('.*').join('')
  const choices = allowed
    .filter((each) => each !== '')
    .map((each) => (typeof each === 'string' ? each : show(each)))
  if (allowed.length === 0) return `${field} is set: it mounts the file system of the node; remove it.`
  return choices.length === 0
    ? `${field} is ${show(value)}; remove it.`
    : `${field} is ${show(value)}: expected ${choices.join(', ')}, or no value.`
}

const isProfile = (value: unknown): boolean =>
  typeof value === 'string' && (value === '' || value === 'runtime/default' || value.startsWith('localhost/'))
