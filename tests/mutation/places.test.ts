import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validate } from '../../render/commands/validate.ts'
import { copyOfRepository } from '../support/repository.ts'

// A mistake in a file that people write is found at its line of that file.

/** The file, what stands there, what is written instead, in which environment, and the rule that finds it. */
type Edit = readonly [file: string, from: string, to: string, environment: string, rule: string]

const BACKEND = 'base/services/backend'
const POSTGRES = 'base/components/postgres'
const SHARED = 'base/shared'
const STAGING = 'environments/staging/environment.yaml'
const PRODUCTION = 'environments/production/environment.yaml'
const MINIKUBE = 'environments/minikube/environment.yaml'

const EDITS: readonly Edit[] = [
  [`${BACKEND}/deployment.yaml`, 'path: /ready', 'path: /readyz', 'staging', 'program'],
  [`${BACKEND}/deployment.yaml`, 'key: AUTH_SECRET', 'key: AUTH_SECERT', 'staging', 'program'],
  [
    `${BACKEND}/deployment.yaml`,
    'serviceAccountName: backend',
    'serviceAccountName: bakcend',
    'staging',
    'service-account-reference',
  ],
  [`${BACKEND}/deployment.yaml`, 'containerPort: 8000', 'containerPort: 8080', 'staging', 'program'],
  [`${BACKEND}/deployment.yaml`, 'volumeMounts:', 'volumeMount:', 'staging', 'schema'],
  [`${BACKEND}/service.yaml`, 'targetPort: http', 'targetPort: htpp', 'staging', 'service-target-port'],
  [`${BACKEND}/service.yaml`, 'type: ClusterIP', 'type: NodePort', 'staging', 'external-access'],
  [`${BACKEND}/network-policy.yaml`, 'port: 8002', 'port: 8003', 'staging', 'network-policy-port'],
  [
    `${BACKEND}/pod-disruption-budget.yaml`,
    'maxUnavailable: 1',
    'maxUnavailable: 0',
    'staging',
    'disruption-budget-slack',
  ],
  [
    `${BACKEND}/autoscaling/horizontal-pod-autoscaler.yaml`,
    'averageUtilization: 70',
    'averageUtilization: 700',
    'staging',
    'autoscaling-metrics',
  ],
  [
    `${BACKEND}/settings.env`,
    'AGENT_URL=http://ai-agent:8002',
    'AGENT_URL=http://ai-agnet:8002',
    'staging',
    'setting-url',
  ],
  [`${BACKEND}/settings.env`, 'DATABASE_POOL_MAX=5', 'DATABASE_POOL_MAX=many', 'staging', 'database-pool'],
  [`${BACKEND}/settings.env`, 'DRAIN_SECONDS=15', 'DRAIN_SECONDS=60', 'staging', 'termination-grace'],
  [
    `${BACKEND}/settings.env`,
    'CHAT_REQUESTS_PER_MINUTE=20',
    'CHAT_REQUEST_PER_MINUTE=20',
    'staging',
    'program',
  ],
  [`${BACKEND}/migration/job.yaml`, 'src/migrate.ts', 'src/migrat.ts', 'staging', 'program'],
  [
    `${BACKEND}/migration/job.yaml`,
    'activeDeadlineSeconds: 180',
    'activeDeadlineSeconds: 18000',
    'staging',
    'job-deadline',
  ],
  [
    `${BACKEND}/reachability.yaml`,
    'backend: [ai-agent:8002, database]',
    'backend: [ai-agent:8003, database]',
    'staging',
    'reachability',
  ],
  ['base/services/mcp-server/programs.yaml', 'metrics: /metrics', 'metric: /metrics', 'staging', 'program'],
  [`${POSTGRES}/stateful-set.yaml`, 'replicas: 1', 'replicas: 2', 'minikube', 'single-writer'],
  [`${POSTGRES}/stateful-set.yaml`, 'mountPath: /tmp', 'mountPath: tmp', 'minikube', 'writable-folders'],
  [`${POSTGRES}/stateful-set.yaml`, 'runAsUser: 70', 'runAsUser: 0', 'minikube', 'pod-security'],
  [`${POSTGRES}/service.yaml`, 'clusterIP: None', 'clusterIP: Non', 'minikube', 'schema'],
  [`${POSTGRES}/persistent-volume-claim.yaml`, 'Prune=false', 'Prune=fales', 'minikube', 'sync-annotations'],
  ['base/platform/limit-range.yaml', 'memory: 64Mi', 'memory: 64', 'staging', 'resource-quantities'],
  ['base/platform/resource-quota.yaml', 'pods: "64"', 'pods: "6"', 'staging', 'quota-capacity'],
  [
    'base/platform/namespace.yaml',
    'enforce: restricted',
    'enforce: baseline',
    'staging',
    'namespace-pod-security',
  ],
  [
    'base/components/monitoring/prometheus-rule.yaml',
    'severity: critical',
    'severity: critcal',
    'production',
    'alerts',
  ],
  [
    'base/components/monitoring/service-monitor.yaml',
    'path: /metrics',
    'path: /metric',
    'production',
    'service-monitor-target',
  ],
  [
    'base/components/external-secrets/external-secret-auth.yaml',
    'creationPolicy: Owner',
    'creationPolicy: Onwer',
    'production',
    'schema',
  ],
  [
    `${SHARED}/restricted/container.yaml`,
    'readOnlyRootFilesystem: true',
    'readOnlyRootFilesystem: false',
    'staging',
    'read-only-root',
  ],
  [`${SHARED}/restricted/pod.yaml`, 'runAsNonRoot: true', 'runAsNonRoot: false', 'staging', 'pod-security'],
  [
    `${SHARED}/rolling-update/deployment.yaml`,
    'maxUnavailable: 0',
    'maxUnavailable: 1',
    'staging',
    'rolling-update',
  ],
  [
    `${SHARED}/rolling-update/deployment.yaml`,
    'progressDeadlineSeconds: 60',
    'progressDeadlineSeconds: 45',
    'staging',
    'progress-deadline',
  ],
  [`${SHARED}/rolling-update/container.yaml`, 'value: 4', 'value: 40', 'staging', 'probe-timing'],
  [
    'base/components/spread/deployment.yaml',
    'topologyKey: topology.kubernetes.io/zone',
    'topologyKey: topology.kubernetes.io/zon',
    'staging',
    'spread',
  ],
  [
    'base/services/ai-agent/settings.env',
    'OPENAI_MODEL=gpt-5-mini',
    'OPENAI_MODEL="gpt-5-mini"',
    'staging',
    'setting-value',
  ],
  [
    'base/services/frontend/deployment.yaml',
    'serviceAccountName: frontend',
    'imagePullSecrets: [{ name: registry-credentials }]\n      serviceAccountName: frontend',
    'production',
    'secret-source',
  ],
  [
    'base/components/external-secrets/external-secret-database.yaml',
    'creationPolicy: Owner',
    'creationPolicy: Merge',
    'production',
    'secret-source',
  ],
  [
    'base/components/monitoring/prometheus-rule.yaml',
    'expr: |\n            increase(',
    'expr: |\n            incraese(',
    'production',
    'prometheus-rule',
  ],
  [`${BACKEND}/service.yaml`, 'name: backend', 'uid: 0f9c\n  name: backend', 'production', 'server-fields'],
  [STAGING, 'LOG_LEVEL: debug', 'LOG_LEVEL: debg', 'staging', 'program'],
  [PRODUCTION, 'limits.cpu: "32"', 'limits.cpu: "3"', 'production', 'quota-capacity'],
  [MINIKUBE, 'storage: 1Gi', 'storage: 1Mi', 'minikube', 'resource-quantities'],
  [PRODUCTION, 'memory: 256Mi', 'memory: "256"', 'production', 'resource-quantities'],
  [PRODUCTION, 'rule: image-digest', 'rule: image-digset', 'production', 'unused-exception'],
]

/** All edits of an environment at once, in a copy of the repository; one build is enough for them. */
test.each(['minikube', 'staging', 'production'])('mistakes in the files of %s', async (environment) => {
  const root = copyOfRepository()
  const edits = EDITS.filter((edit) => edit[3] === environment)
  const expected = edits.map(([file, from, to, , rule]) => {
    const path = join(root, file)
    const text = readFileSync(path, 'utf8')
    const offset = text.indexOf(from)
    expect([file, from, offset >= 0]).toEqual([file, from, true])
    writeFileSync(path, text.slice(0, offset) + to + text.slice(offset + from.length))
    return `${rule} ${file}:${text.slice(0, offset).split('\n').length}`
  })
  const { json } = await validate(root, [environment])
  const findings = json['findings'] as { rule: string; file?: string; line?: number }[]
  const found = new Set(findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`))
  expect(expected.filter((place) => !found.has(place))).toEqual([])
})

test('there are enough of them', () => expect(EDITS.length).toBeGreaterThanOrEqual(25))
