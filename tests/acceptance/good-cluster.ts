import { containersOf, podTemplateOf } from '../../render/kubernetes/pods.ts'
import { at, entries, items, type Resource } from '../../render/kubernetes/resource.ts'
import type { Stored } from '../support/kubernetes-api.ts'

/** The value of every key of every Secret. */
export const SECRET = 'pa55word/that+nobody=sees'

export const NAMESPACE = 'todo-app'

const CREATED = '2026-11-29T10:00:00Z'
const READY = '2026-11-29T10:00:09Z'

/** What a cluster in which all is well shows of an environment, made from its manifests. */
export function goodCluster(built: readonly Resource[]): Stored[] {
  const workloads = built.filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind))
  const pods = workloads.flatMap(podsOf)
  return [
    ...built
      .filter(
        ({ kind }) =>
          !['Deployment', 'StatefulSet', 'Job', 'CronJob', 'Secret', 'ServiceAccount'].includes(kind),
      )
      .filter(({ apiVersion }) => !apiVersion.startsWith('monitoring') && !NOT_KEPT.test(apiVersion))
      .map((each) => ({ ...each, ...statusOf(each) }) as Stored),
    ...workloads.map(
      (each) =>
        ({
          ...each,
          metadata: { ...each.metadata, annotations: REVISION },
          spec: { ...(each['spec'] as object), replicas: 2 },
          status: availability,
        }) as Stored,
    ),
    ...workloads.filter(({ kind }) => kind === 'Deployment').map(replicaSet),
    ...pods,
    ...['auth', 'database'].map(secret),
    event('Scheduled'),
    application,
    node(pods),
    daemonSet,
  ]
}

/** Kinds that the stand-in for the API server doesn't have: criteria don't ask for them. */
const NOT_KEPT = /^(rbac|external-secrets|gateway)/

const REVISION = { 'deployment.kubernetes.io/revision': '3' }

const availability = {
  ...{ replicas: 2, readyReplicas: 2, updatedReplicas: 2 },
  conditions: [
    {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: '',
      lastUpdateTime: READY,
    },
  ],
}

function statusOf({ kind, spec, metadata }: Resource): object {
  switch (kind) {
    case 'HorizontalPodAutoscaler':
      return {
        status: {
          currentReplicas: 2,
          conditions: ['AbleToScale', 'ScalingActive'].map((type) => ({
            type,
            status: 'True',
            reason: 'Fine',
            message: '',
          })),
          currentMetrics: items(at(spec, 'metrics')).map((metric) => ({
            type: 'Resource',
            resource: { name: at(metric, 'resource', 'name'), current: { averageUtilization: 12 } },
          })),
        },
      }
    case 'PodDisruptionBudget':
      return {
        metadata: { ...metadata, generation: 1 },
        status: {
          observedGeneration: 1,
          expectedPods: 2,
          currentHealthy: 2,
          desiredHealthy: 1,
          disruptionsAllowed: 1,
        },
      }
    case 'ResourceQuota':
      return {
        status: {
          hard: at(spec, 'hard'),
          used: Object.fromEntries(entries(at(spec, 'hard')).map(([name]) => [name, '0'])),
        },
      }
    default:
      return {}
  }
}

const nameOf = (workload: Resource): string =>
  workload.kind === 'StatefulSet' ? workload.metadata.name : `${workload.metadata.name}-5d9c`

function replicaSet(deployment: Resource): Stored {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...{ name: nameOf(deployment), namespace: NAMESPACE, annotations: REVISION },
      ownerReferences: [{ kind: 'Deployment', name: deployment.metadata.name }],
      creationTimestamp: CREATED,
    },
  } as Stored
}

function podsOf(workload: Resource): Stored[] {
  const template = podTemplateOf(workload)
  if (!template) return []
  const owner = workload.kind === 'StatefulSet' ? 'StatefulSet' : 'ReplicaSet'
  const names = containersOf(template)
  const status = (init: boolean) =>
    names
      .filter((each) => each.init === init)
      .map(({ name, value }) => ({
        ...{ name, ready: true, started: true, restartCount: 0, state: { running: {} } },
        image: at(value, 'image'),
      }))
  return [0, 1].map(
    (index) =>
      ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          ...{ name: `${nameOf(workload)}-${index}`, namespace: NAMESPACE, labels: template.labels },
          ownerReferences: [{ kind: owner, name: nameOf(workload) }],
        },
        spec: template.spec,
        status: {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: 'True' }],
          ...{ containerStatuses: status(false), initContainerStatuses: status(true) },
        },
      }) as Stored,
  )
}

const secret = (name: string): Stored => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: NAMESPACE },
  data: {
    KEY: Buffer.from(SECRET).toString('base64'),
    URL: Buffer.from(`postgresql://todo:${encodeURIComponent(SECRET)}@postgres:5432/todo`).toString('base64'),
  },
})

export const event = (message: string): Stored => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'a-pod.17', namespace: NAMESPACE },
  message,
})

const application: Stored = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'todo-minikube', namespace: 'argocd' },
  status: {
    sync: { status: 'Synced', revision: '3d3c42e0aa1b2c3d' },
    health: { status: 'Healthy' },
    operationState: {
      ...{ phase: 'Succeeded', startedAt: CREATED, finishedAt: '2026-11-29T10:00:31Z' },
      syncResult: {
        resources: [
          { kind: 'Job', name: 'migration', hookType: 'Sync', hookPhase: 'Succeeded' },
          { kind: 'Job', name: 'smoke-test', hookType: 'PostSync', hookPhase: 'Succeeded' },
          { kind: 'Service', name: 'frontend' },
        ],
      },
    },
  },
}

function node(pods: readonly Stored[]): Stored {
  const images = new Set(
    pods.flatMap(({ spec }) => items(at(spec, 'containers')).map((each) => String(at(each, 'image')))),
  )
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'minikube' },
    status: {
      nodeInfo: { containerRuntimeVersion: 'containerd://2.4.2' },
      images: [...images].map((image) => ({ names: [image], sizeBytes: 86_000_000 })),
    },
  }
}

const daemonSet: Stored = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'calico-node', namespace: 'kube-system' },
  status: { desiredNumberScheduled: 1, numberReady: 1 },
}
