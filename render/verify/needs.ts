import { type PodTemplate, podTemplateOf } from '../kubernetes/pods.ts'
import { at, type Resource } from '../kubernetes/resource.ts'
import { selectsPlainly } from '../kubernetes/selector.ts'
import { find, nameOf, ofKind, podsOf, text } from './lookup.ts'
import { governed, isEmpty, peerPods, policyRules } from './policy-rules.ts'
import { referencesOf } from './references.ts'
import { scales } from './replicas.ts'
import type { Subject } from './rule.ts'

/** What must be in the cluster so that Argo CD can apply a resource, and its pods can start and do what they are for. */
export function needsOf(subject: Subject, resource: Resource): Resource[] {
  const pod = podTemplateOf(resource)
  return [
    ...(resource.kind === 'Namespace' ? [] : ofKind(subject, 'Namespace')),
    ...(resource.kind === 'HorizontalPodAutoscaler'
      ? subject.resources.filter((each) => scales(resource, each))
      : []),
    // The pods of a CronJob come at their own time, and nothing waits for them.
    ...(pod && resource.kind !== 'CronJob' ? podNeeds(subject, pod) : []),
  ]
}

function podNeeds(subject: Subject, pod: PodTemplate): Resource[] {
  const named = referencesOf(pod, 'ConfigMap', 'ServiceAccount', 'PersistentVolumeClaim')
    .filter(({ optional }) => !optional)
    .flatMap(({ kind, name }) => find(subject, kind, name) ?? [])
  const secrets = referencesOf(pod, 'Secret')
    .filter(({ optional }) => !optional)
    .flatMap(({ name }) => [find(subject, 'Secret', name), externalSecret(subject, name)])
    .filter((each) => each !== undefined)
  const policies = ofKind(subject, 'NetworkPolicy')
  const waysOut = policies.filter(
    (policy) => governed(policy, [pod]).length > 0 && hasRules(policy, 'egress'),
  )
  return [...named, ...secrets, ...waysOut, ...(pod.resource.kind === 'Job' ? behind(subject, waysOut) : [])]
}

/**
 * What a Job reaches, for it does its work while Argo CD waits: the pods that its policies let it out to, what lets it
 * in there, and their Services. A Deployment waits for others by itself.
 */
function behind(subject: Subject, waysOut: readonly Resource[]): Resource[] {
  const peers = waysOut
    .flatMap(policyRules)
    .filter(({ direction }) => direction === 'egress')
    .flatMap((rule) => rule.peers)
  const pods = peers.filter(({ local }) => !isEmpty(local)).flatMap((peer) => peerPods(peer, podsOf(subject)))
  return pods.flatMap((pod) => [
    pod.resource,
    ...ofKind(subject, 'Service').filter((each) => selectsPlainly(at(each, 'spec', 'selector'), pod.labels)),
    ...ofKind(subject, 'NetworkPolicy').filter(
      (each) =>
        governed(each, [pod]).length > 0 &&
        hasRules(each, 'ingress') &&
        !isEmpty(at(each, 'spec', 'podSelector')),
    ),
  ])
}

const externalSecret = (subject: Subject, name: string): Resource | undefined =>
  ofKind(subject, 'ExternalSecret').find(
    (each) => (text(at(each, 'spec', 'target', 'name')) ?? nameOf(each)) === name,
  )

const hasRules = (policy: Resource, direction: 'ingress' | 'egress'): boolean =>
  policyRules(policy).some((rule) => rule.direction === direction)
