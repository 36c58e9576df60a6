import type { PodTemplate } from '../kubernetes/pods.ts'
import { at } from '../kubernetes/resource.ts'
import type { Subject } from './rule.ts'

/** From this minor of Kubernetes 1 on, the Pod Security Standards count a user namespace. */
const USER_NAMESPACES = 35

/**
 * Whether a pod's users are mapped to others of the node, so that root is an ordinary user outside: there the Pod
 * Security Standards allow what they refuse elsewhere (running as root, an unmasked /proc).
 *
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#policy-instantiation
 */
export const inUserNamespace = (subject: Subject, { spec }: PodTemplate): boolean =>
  at(spec, 'hostUsers') === false && kubernetesMinor(subject) >= USER_NAMESPACES

/**
 * Whether a pod is for Windows, which has no capabilities, no seccomp and no privilege escalation: the API server
 * refuses these fields there, and the Pod Security Standards don't ask for them.
 *
 * https://kubernetes.io/docs/concepts/workloads/pods/#pod-os
 */
export const isForWindows = ({ spec }: PodTemplate): boolean => at(spec, 'os', 'name') === 'windows'

/** 36 of a cluster that runs Kubernetes 1.36. */
export const kubernetesMinor = ({ cluster }: Subject): number =>
  Number(/^\d+\.(\d+)/.exec(cluster.kubernetes)?.[1])
