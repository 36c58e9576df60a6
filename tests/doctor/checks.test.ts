import { describe, expect, test } from 'vitest'
import { argocdQuestions } from '../../render/doctor/argocd.ts'
import { atLeast, minorOf } from '../../render/doctor/check.ts'
import { checkMachine, type MachineFacts } from '../../render/doctor/machine.ts'
import { peersOf } from '../../render/doctor/needs.ts'
import { answered, namesIn, type Question } from '../../render/doctor/question.ts'
import { checkRepository } from '../../render/doctor/repository.ts'
import type { Definition } from '../../render/environment/environment.ts'

test.each([
  ['2.38.0', '2.38', true],
  ['2.38', '2.38.0', true],
  ['2.37.9', '2.38', false],
  ['3', '2.38', true],
  ['2.4', '2.38', false],
])('version %s is at least %s: %s', (version, least, expected) => {
  expect(atLeast(version, least)).toBe(expected)
})

test.each([
  ['v1.36.1+k3s1', '1.36'],
  ['1.36', '1.36'],
])('the minor version of %s is %s', (version, expected) => {
  expect(minorOf(version)).toBe(expected)
})

describe('this machine', () => {
  const facts: MachineFacts = {
    ...{ node: '24.21.0', git: '2.43.0', kubectl: '1.36.0', gh: '2.80.0', buildx: '0.29.0', token: true },
    kustomize: [{ wanted: '5.8.1', clusters: ['cloud'], found: '5.8.1' }],
  }
  const kustomize = { wanted: '5.8.1', clusters: ['cloud'] }

  test('with everything, nothing is to be done', () => {
    expect(checkMachine(facts).filter(({ state }) => state !== 'ok')).toEqual([])
  })

  test.each<[string, Partial<MachineFacts>, string, string]>([
    ['an old Node', { node: '22.1.0' }, 'Node', 'warn'],
    ['no git', { git: undefined }, 'git', 'missing'],
    ['a git without merge-tree --write-tree', { git: '2.37.1' }, 'git', 'missing'],
    ['no kubectl', { kubectl: undefined }, 'kubectl', 'warn'],
    ['no gh', { gh: undefined }, 'gh', 'warn'],
    ['no buildx', { buildx: undefined }, 'docker buildx', 'warn'],
    ['no token', { token: false }, 'token for GitHub', 'warn'],
    ['no kustomize', { kustomize: [kustomize] }, 'kustomize for cloud', 'missing'],
    ['another kustomize', { kustomize: [{ ...kustomize, found: '5.7.0' }] }, 'kustomize for cloud', 'warn'],
  ])('%s', (_, change, name, state) => {
    const checks = checkMachine({ ...facts, ...change })
    expect(checks.filter((check) => check.state !== 'ok')).toEqual([
      expect.objectContaining({ name, state, remediation: expect.any(String) }),
    ])
  })
})

describe('this repository', () => {
  const definition: Definition = {
    name: 'qa',
    environment: {
      cluster: 'cloud',
      host: 'todo.acme.org',
      components: { 'external-database': { addresses: ['10.0.0.0/8'] } },
    },
    release: { services: {} },
  }
  const facts = {
    ...{ problems: 0, stale: 0, definitions: [definition], trackedSecrets: [], hazards: [] },
    clone: { shallow: false, committer: true, health: false },
  }

  test('in order, nothing is to be done', () => {
    expect(checkRepository(facts).filter(({ state }) => state !== 'ok')).toEqual([])
  })

  const environment = definition.environment
  test.each<[string, object, string, string]>([
    ['wrong definitions', { problems: 2 }, 'definitions', 'missing'],
    ['stale overlays', { stale: 3 }, 'overlays and apps', 'missing'],
    ['a shallow clone', { clone: { ...facts.clone, shallow: true } }, 'clone', 'missing'],
    ['no committer', { clone: { ...facts.clone, committer: false } }, 'clone', 'warn'],
    ['no clone at all', { clone: undefined }, 'clone', 'missing'],
    ['secrets in git', { trackedSecrets: ['environments/qa/secrets.env'] }, 'secrets in git', 'missing'],
    [
      'an exception that waits',
      {
        definitions: [
          {
            ...definition,
            environment: { ...environment, exceptions: [{ rule: 'image-digest', reason: 'Not published.' }] },
          },
        ],
      },
      'exception of qa',
      'warn',
    ],
    [
      'a host that is an example',
      { definitions: [{ ...definition, environment: { ...environment, host: 'qa.example.com' } }] },
      'example in qa',
      'warn',
    ],
    [
      'an address that is an example',
      {
        definitions: [
          {
            ...definition,
            environment: {
              ...environment,
              components: { 'external-database': { addresses: ['192.0.2.0/24'] } },
            },
          },
        ],
      },
      'example in qa',
      'warn',
    ],
    [
      'health that is asked for and recorded nowhere',
      {
        definitions: [
          {
            ...definition,
            environment: { ...environment, rollback: { automatic: { within: '15m' } } },
          },
        ],
      },
      'record of health',
      'warn',
    ],
  ])('%s', (_, change, name, state) => {
    const checks = checkRepository({ ...facts, ...change })
    expect(checks.filter((check) => check.state !== 'ok')).toEqual([
      expect.objectContaining({ name, state, remediation: expect.any(String) }),
    ])
  })
})

describe('a question that got no answer', () => {
  const question: Question = {
    ...{ scope: 'cluster c', name: 'n', needed: 'x', ask: [], remediation: 'install it' },
    judge: () => ({ state: 'ok', found: 'there' }),
  }

  test('because the kind is not installed: missing, with what installs it', () => {
    const error = `kubectl: error: the server doesn't have a resource type "clusterissuers"`
    expect(answered(question, { error })).toMatchObject({ state: 'missing', remediation: 'install it' })
  })

  test('because someone may not look: that it is unknown, never that it is right', () => {
    const error = 'kubectl: Error from server (Forbidden): secrets is forbidden'
    expect(answered(question, { error })).toMatchObject({
      state: 'warn',
      found: expect.stringContaining(error),
    })
  })
})

test('names without their kind', () => {
  expect(namesIn('pod/a\nclusterissuer.cert-manager.io/b\n')).toEqual(['a', 'b'])
})

test('peers of network policies in other namespaces are found once', () => {
  const from = (namespace: string, podSelector?: object) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    ...(podSelector && { podSelector }),
  })
  const policy = (spec: object) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p' } },
    spec,
  })
  const dns = from('kube-system', { matchLabels: { 'k8s-app': 'kube-dns' } })
  const own = { podSelector: { matchLabels: { app: 'backend' } } }
  expect(
    peersOf([
      policy({ ingress: [{ from: [from('traefik'), own] }], egress: [{ to: [dns] }] }),
      policy({ egress: [{ to: [dns] }, {}] }),
    ]),
  ).toEqual([
    { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    { namespace: 'traefik', labels: {} },
  ])
})

describe("settings of a cluster's own Argo CD", () => {
  const settings = [
    {
      ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cmd-params-cm' } },
      data: { 'controller.sync.timeout.seconds': '600' },
    },
  ]
  const cluster = {
    ...{ server: 'https://kubernetes.default.svc', kubernetes: '1.36' },
    argocd: { version: '3.5.7', kustomize: '5.8.1' },
  }
  const questions = argocdQuestions('cloud', cluster, settings, { system: 'todo' })
  const verdictOf = (name: string, answer: string) =>
    questions.find((question) => question.name === name)?.judge(answer)

  test.each([
    ['', 'missing'],
    ['{"data":{}}', 'missing'],
    ['{"data":{"controller.sync.timeout.seconds":"0"}}', 'missing'],
    ['{"data":{"controller.sync.timeout.seconds":"120"}}', 'warn'],
    ['{"data":{"controller.sync.timeout.seconds":"600"}}', 'ok'],
    ['{"data":{"controller.sync.timeout.seconds":"900"}}', 'ok'],
  ])('a time-out in %j is %s', (answer, state) => {
    expect(verdictOf('ConfigMap argocd-cmd-params-cm', answer)).toMatchObject({ state })
  })

  test.each([
    ['', 'missing'],
    ['docker.io/library/redis:8 quay.io/argoproj/argocd:v3.5.7', 'ok'],
    ['quay.io/argoproj/argocd:v3.4.0', 'warn'],
    ['registry.example/argocd@sha256:abc', 'warn'],
  ])('images %j are %s', (answer, state) => {
    expect(verdictOf('Argo CD', answer)).toMatchObject({ state })
  })

  test.each([
    ['', 'missing'],
    ['{"status":{"sync":{"status":"Synced"},"health":{"status":"Healthy"}}}', 'ok'],
    ['{"status":{"sync":{"status":"OutOfSync"},"health":{"status":"Healthy"}}}', 'warn'],
    ['{"status":{"sync":{"status":"Synced"},"health":{"status":"Degraded"}}}', 'warn'],
    [
      '{"status":{"sync":{"status":"Synced"},"health":{"status":"Healthy"},"operationState":{"phase":"Running","message":"Retrying operation with latest revisions. Attempt #1"}}}',
      'warn',
    ],
    ['{}', 'warn'],
  ])('an Application %j is %s', (answer, state) => {
    expect(verdictOf('Application root-cloud', answer)).toMatchObject({ state })
  })

  test('an Application of which a Job failed is not well, however healthy the rest is', () => {
    const resources = [
      { kind: 'Deployment', name: 'web', status: 'Synced', hookPhase: 'Running' },
      { kind: 'Job', name: 'smoke-test', hookPhase: 'Failed', message: 'Job has reached the backoff limit' },
    ]
    const status = {
      sync: { status: 'Synced' },
      health: { status: 'Healthy' },
      operationState: { phase: 'Running', message: 'Retrying', syncResult: { resources } },
    }
    expect(verdictOf('Application root-cloud', JSON.stringify({ status }))).toMatchObject({
      state: 'warn',
      found: 'Synced, Healthy, last sync failed: Job/smoke-test: Job has reached the backoff limit',
    })
  })
})
