import { at, items, type Resource } from '../kubernetes/resource.ts'
import { ofKind, podsOf, text } from './lookup.ts'
import { accountSecrets, type Reference, referencesOf } from './references.ts'
import type { Subject } from './rule.ts'

/** A Secret that a resource names. */
export interface SecretUse {
  readonly reference: Reference
  readonly resource: Resource
}

/** Every Secret that pods and their ServiceAccounts name, in the order of pods. */
export const secretUses = (subject: Subject): SecretUse[] => [
  ...podsOf(subject).flatMap((pod) =>
    referencesOf(pod, 'Secret').map((reference) => ({ reference, resource: pod.resource })),
  ),
  ...ofKind(subject, 'ServiceAccount').flatMap((resource) =>
    accountSecrets(resource).map((reference) => ({ reference, resource })),
  ),
]

/** Annotations by which cert-manager fills the Secrets of an Ingress: https://cert-manager.io/docs/usage/ingress/ */
const ISSUERS = ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme']

/** The certificates of Ingresses that cert-manager doesn't fill. */
export const certificateUses = (subject: Subject): SecretUse[] =>
  ofKind(subject, 'Ingress')
    .filter((resource) => !ISSUERS.some((issuer) => text(at(resource, 'metadata', 'annotations', issuer))))
    .flatMap((resource) =>
      items(at(resource, 'spec', 'tls')).flatMap((entry, index) => {
        const name = text(at(entry, 'secretName'))
        const path = ['spec', 'tls', index, 'secretName']
        return name === undefined
          ? []
          : [
              {
                resource,
                reference: { kind: 'Secret' as const, name, path, optional: false, variable: false },
              },
            ]
      }),
    )
