import { all, create, remove, replace, set } from '../change.ts'
import { type Case, environmentFile } from './case.ts'

const SERVICES = 'base/services'
const EACH = ['minikube', 'production', 'staging']
const SHARED = 'medium - base-reaches-several'

const everywhere = (severity: string, id: string): string[] =>
  EACH.map((environment) => `${severity} ${environment} ${id}`)

const deployment = (service: string, path: readonly (string | number)[], value: unknown) =>
  set(`${SERVICES}/${service}/deployment.yaml`, ['spec', 'template', 'spec', 'containers', 0, ...path], value)

const BACKUP = 'base/components/backup/kustomization.yaml'
const CONTAINER = ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers', 0] as const
const DAYS = {
  name: 'postgres-backup',
  options: { annotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
}

/** A kind that nothing else of base brings. */
const LEASE = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'leader' },
  spec: { holderIdentity: 'nobody' },
}
const withLease = all(
  create(`${SERVICES}/backend/lease.yaml`, LEASE),
  replace(`${SERVICES}/backend/kustomization.yaml`, 'resources:\n', 'resources:\n  - lease.yaml\n'),
)
const withoutLease = all(
  remove(`${SERVICES}/backend/lease.yaml`),
  replace(`${SERVICES}/backend/kustomization.yaml`, '  - lease.yaml\n', ''),
)
const BUDGETS = all(...EACH.map((name) => set(environmentFile(name), ['deletionBudget'], 1)))

/** What all environments share. */
export const base: readonly Case[] = [
  {
    name: 'base-probe',
    edit: deployment('backend', ['readinessProbe', 'httpGet', 'path'], '/health'),
    risks: [SHARED],
    never: /frontend/,
  },
  {
    name: 'base-with-production-on-a-tag',
    given: set(environmentFile('production'), ['revision'], 'v1.0.0'),
    edit: deployment('backend', ['readinessProbe', 'httpGet', 'path'], '/health'),
    risks: [SHARED, 'note production follows-other-revision'],
    never: /reaches .*production/,
  },
  {
    name: 'base-with-a-budget',
    edit: all(
      deployment('backend', ['readinessProbe', 'httpGet', 'path'], '/health'),
      set(environmentFile('staging'), ['deletionBudget'], 1),
    ),
    risks: [SHARED, 'note staging deletion-budget-raised'],
  },
  {
    name: 'base-last-of-a-kind',
    given: all(withLease, set(environmentFile('production'), ['revision'], 'v1.0.0')),
    edit: withoutLease,
    risks: [
      SHARED,
      'medium minikube removed-unlisted',
      'medium staging removed-unlisted',
      'high production removed-unlisted',
      'note production follows-other-revision',
    ],
    never: /budget/,
  },
  {
    name: 'base-last-of-a-kind-moved-aside',
    given: all(withLease, BUDGETS),
    edit: all(
      withoutLease,
      create('base/components/retired/lease.yaml', LEASE),
      create('base/components/retired/kustomization.yaml', {
        apiVersion: 'kustomize.config.k8s.io/v1alpha1',
        kind: 'Component',
        resources: ['lease.yaml'],
      }),
    ),
    risks: [SHARED],
    never: /stays in the cluster/,
  },
  {
    name: 'base-recreate',
    given: replace(`${SERVICES}/ai-agent/kustomization.yaml`, '  - ../../shared/rolling-update\n', ''),
    edit: set(`${SERVICES}/ai-agent/deployment.yaml`, ['spec', 'strategy'], { type: 'Recreate' }),
    risks: [SHARED, ...everywhere('high', 'default-left-over Deployment/ai-agent')],
  },
  {
    name: 'base-settings-of-a-cron-job',
    given: all(
      set(environmentFile('minikube'), ['components', 'backup'], {}),
      set(BACKUP, ['configMapGenerator'], [{ ...DAYS, literals: ['KEEP_DAYS=14'] }]),
      set(
        'base/components/backup/cron-job.yaml',
        [...CONTAINER, 'envFrom'],
        [{ configMapRef: { name: DAYS.name } }],
      ),
      set('base/components/backup/cron-job.yaml', [...CONTAINER, 'env', 0], undefined),
    ),
    edit: set(BACKUP, ['configMapGenerator', 0, 'literals'], ['KEEP_DAYS=30']),
    risks: [
      'medium minikube settings-pruned CronJob/postgres-backup',
      'medium minikube settings-pruned CronJob/postgres-backup-verification',
    ],
  },
  {
    name: 'base-comment',
    edit: replace(`${SERVICES}/backend/service.yaml`, 'apiVersion', '# The API.\napiVersion'),
    risks: [],
    never: /backend/,
  },
  {
    name: 'base-order-of-env',
    edit: deployment(
      'mcp-server',
      ['env'],
      [
        { name: 'AUTH_SECRET', valueFrom: { secretKeyRef: { name: 'auth', key: 'AUTH_SECRET' } } },
        { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'database', key: 'DATABASE_URL' } } },
      ],
    ),
    risks: [SHARED, ...everywhere('note', 'order-only Deployment/mcp-server')],
    never: /env\[/,
  },
  {
    name: 'base-new-secret-key',
    edit: deployment('backend', ['env', 2], {
      name: 'MAIL_TOKEN',
      valueFrom: { secretKeyRef: { name: 'mail', key: 'TOKEN' } },
    }),
    risks: [SHARED, ...everywhere('medium', 'secret-needed')],
  },
  {
    name: 'base-selector',
    edit: set(`${SERVICES}/frontend/deployment.yaml`, ['spec', 'selector', 'matchLabels', 'tier'], 'web'),
    risks: [SHARED, ...everywhere('high', 'immutable Deployment/frontend')],
  },
  {
    name: 'base-stateful-set',
    edit: all(
      set('base/components/postgres/stateful-set.yaml', ['spec', 'serviceName'], 'database'),
      set('base/components/postgres/stateful-set.yaml', ['spec', 'podManagementPolicy'], 'Parallel'),
    ),
    risks: ['high minikube immutable StatefulSet/postgres'],
  },
  {
    name: 'base-stateful-set-template',
    edit: set('base/components/postgres/stateful-set.yaml', ['spec', 'minReadySeconds'], 5),
    risks: [],
  },
  {
    name: 'base-stateful-set-becomes-hook',
    edit: set(
      'base/components/postgres/stateful-set.yaml',
      ['metadata', 'annotations', 'argocd.argoproj.io/hook'],
      'Sync',
    ),
    risks: ['high minikube becomes-hook StatefulSet/postgres'],
  },
  {
    name: 'base-postgres-major',
    edit: replace('base/components/postgres/stateful-set.yaml', 'postgres:17-alpine', 'postgres:18-alpine'),
    risks: ['high minikube data-major StatefulSet/postgres'],
  },
  {
    name: 'base-job',
    edit: set(
      `${SERVICES}/backend/migration/job.yaml`,
      ['spec', 'template', 'spec', 'containers', 0, 'args', 0],
      'src/migrations.ts',
    ),
    risks: [SHARED],
    never: /immutable|restarts/,
  },
  {
    name: 'base-service-opens',
    edit: set(`${SERVICES}/backend/service.yaml`, ['spec', 'type'], 'LoadBalancer'),
    risks: [SHARED, ...everywhere('high', 'service-type Service/backend')],
  },
  {
    name: 'base-service-headless',
    edit: set(`${SERVICES}/backend/service.yaml`, ['spec', 'clusterIP'], 'None'),
    risks: [SHARED, ...everywhere('high', 'immutable Service/backend')],
  },
  {
    name: 'base-service-renamed',
    edit: set(`${SERVICES}/mcp-server/service.yaml`, ['metadata', 'name'], 'tools'),
    risks: [SHARED, ...everywhere('medium', 'renamed Service/mcp-server')],
  },
  {
    name: 'base-service-port',
    edit: set(`${SERVICES}/mcp-server/service.yaml`, ['spec', 'ports', 0, 'port'], 8002),
    risks: [SHARED, ...everywhere('medium', 'service-port Service/mcp-server')],
  },
  {
    name: 'base-network-opens',
    edit: set(`${SERVICES}/mcp-server/network-policy.yaml`, ['spec', 'ingress', 0, 'from', 1], {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'frontend' } },
    }),
    risks: [SHARED, ...everywhere('medium', 'network-opens')],
  },
  {
    name: 'base-without-disruption-budget',
    edit: all(
      replace(`${SERVICES}/backend/kustomization.yaml`, '  - pod-disruption-budget.yaml\n', ''),
      remove(`${SERVICES}/backend/pod-disruption-budget.yaml`),
    ),
    risks: [SHARED, ...everywhere('medium', 'removed PodDisruptionBudget/backend')],
  },
  {
    name: 'base-token',
    edit: set(
      'base/components/postgres/stateful-set.yaml',
      ['spec', 'template', 'spec', 'automountServiceAccountToken'],
      true,
    ),
    risks: ['high minikube security-loosened StatefulSet/postgres'],
  },
  {
    name: 'base-security-context',
    edit: set(
      'base/components/postgres/stateful-set.yaml',
      ['spec', 'template', 'spec', 'containers', 0, 'securityContext'],
      {
        privileged: true,
        capabilities: { add: ['NET_ADMIN'] },
      },
    ),
    risks: ['high minikube security-loosened StatefulSet/postgres'],
  },
  {
    name: 'base-admission',
    edit: set(
      'base/platform/namespace.yaml',
      ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'],
      'baseline',
    ),
    risks: [
      SHARED,
      'high minikube security-loosened Namespace/todo-app',
      'high production security-loosened Namespace/todo-production',
      'high staging security-loosened Namespace/todo-staging',
    ],
  },
  {
    name: 'base-claim-unprotected',
    edit: set(
      'base/components/postgres/persistent-volume-claim.yaml',
      ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'],
      undefined,
    ),
    risks: ['high minikube protection-removed PersistentVolumeClaim/postgres-data'],
  },
  {
    name: 'base-settings-of-one-name',
    given: all(
      set(`${SERVICES}/frontend/kustomization.yaml`, ['generatorOptions'], { disableNameSuffixHash: true }),
    ),
    edit: replace(`${SERVICES}/frontend/settings.env`, 'LOG_LEVEL=info', 'LOG_LEVEL=warn'),
    risks: [SHARED, ...everywhere('medium', 'settings-not-read ConfigMap/frontend')],
    never: /restarts/,
  },
]
