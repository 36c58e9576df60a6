import type { Exception } from './judge.ts'

const FIXED_USER =
  'Our images run as 1001 and PostgreSQL as 70: nothing of the host is mounted that its user of that number owns.'
const PULL_POLICY =
  'Tags and digests are never reused, so that a node need not ask the registry at every start.'

/** What checkers say here and what is not followed, each with its reason. One that matches nothing must go. */
export const EXCEPTIONS: readonly Exception[] = [
  { checker: 'kube-score', rule: 'container-security-context-user-group-id', reason: FIXED_USER },
  { checker: 'checkov-kubernetes', rule: 'CKV_K8S_40', reason: FIXED_USER },
  { checker: 'kube-score', rule: 'container-image-pull-policy', reason: PULL_POLICY },
  { checker: 'checkov-kubernetes', rule: 'CKV_K8S_15', reason: PULL_POLICY },
  {
    checker: 'kube-score',
    rule: 'pod-probes-identical',
    reason:
      'They are ready when they answer: taking all pods out because something behind them is down fixes nothing. ' +
      'Readiness asks more often than liveness, so that traffic stops before a restart.',
  },
  {
    checker: 'checkov-kubernetes',
    rule: 'CKV_K8S_35',
    reason:
      'The services read all configuration from the environment, so that it is the same under Kubernetes, Compose ' +
      'and `npm run dev`; a changed Secret needs a restart either way.',
  },
  {
    checker: 'checkov-kubernetes',
    rule: 'CKV_K8S_43',
    reason: 'No image has been published yet: releases name a tag, and `bump` writes the digest beside it.',
  },
  {
    checker: 'checkov-github-actions',
    rule: 'CKV_GHA_7',
    place: /^\.github\/workflows\/(promote|rollback)\.yaml:/,
    reason: 'They build nothing: what to promote or roll back, and why, is what a person comes to say.',
  },
  {
    checker: 'zizmor',
    rule: 'self-repository',
    reason:
      'actionlint 1.7.12 refuses the `$/` that it asks for. What is meant is what was checked out a ' +
      'step before, and nothing runs in between.',
  },
  {
    checker: 'checkov-secrets',
    rule: 'CKV_SECRET_4',
    place: /^docker\/.*\.test\.ts:|^tests\/|^environments\/[^/]+\/secrets\.example\.env:/,
    reason:
      'Invented passwords, for tests of what must be refused or hidden, and a comment that shows the form.',
  },
  {
    checker: 'checkov-secrets',
    rule: 'CKV_SECRET_9',
    place: /^docker\/shared\/tests\/redact\.test\.ts:/,
    reason: 'A token without a signature, to show that logs hide such.',
  },
  {
    checker: 'checkov-secrets',
    rule: 'CKV_SECRET_6',
    place: /^render\/schemas\/update\/sources\.ts:/,
    reason: "Checksums of Go modules, as Go's public log has them.",
  },
  {
    checker: 'checkov-secrets',
    rule: 'CKV_SECRET_6',
    place: /^tests\//,
    reason:
      'Invented tokens and commits, to show that messages hide the first; gitleaks knows real ones by form.',
  },
  {
    checker: 'checkov-secrets',
    rule: 'CKV_SECRET_6',
    place: /^overlays\/production\/kustomization\.yaml:/,
    reason: 'The path where a store keeps a secret, `todo/production/auth`, not the secret.',
  },
  {
    checker: 'checkov-secrets',
    rule: 'CKV_SECRET_6',
    place: /^render\/verify\/generated-from\.ts:/,
    reason: 'The name of a field of kustomize, secretGenerator.',
  },
  {
    checker: 'gitleaks',
    rule: 'generic-api-key',
    place: /^render\/schemas\/take\/native\.ts:/,
    reason: "Names of Kubernetes' API groups, under a constant whose name has API in it.",
  },
  {
    checker: 'gitleaks',
    rule: 'generic-api-key',
    place: /^base\/crds\/[a-z0-9.-]+\.yaml:3\b/,
    reason: "The checksum of the Go module that the file was taken from, as Go's public log has it.",
  },
  {
    checker: 'gitleaks',
    rule: 'generic-api-key',
    place: /^tests\/mutation\/operators\//,
    reason: 'An invented key that a mutation puts into a ConfigMap, for the rules to find.',
  },
]
