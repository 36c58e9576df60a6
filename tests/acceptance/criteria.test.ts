import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Accepted } from '../../render/acceptance/accepted.ts'
import { CRITERIA } from '../../render/acceptance/criteria.ts'
import type { Live, Outside } from '../../render/acceptance/criterion.ts'
import { evaluateCriteria, type Result } from '../../render/acceptance/evaluate-criteria.ts'
import { hideSecrets } from '../../render/acceptance/hide-secrets.ts'
import { ofSource, type Source } from '../../render/acceptance/sources.ts'
import { acceptedIn } from '../../render/commands/acceptance/accepted-in.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { builtSubject } from '../support/built-subject.ts'
import type { Stored } from '../support/kubernetes-api.ts'
import { layOut } from '../support/repository.ts'
import { event, goodCluster, SECRET } from './good-cluster.ts'

let built: readonly Resource[]
let accepted: Accepted
beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'todo-gitops-'))
  layOut(root)
  built = (await builtSubject('minikube', root)).resources
  accepted = acceptedIn(readInputs(root).inputs).accepted
  rmSync(root, { recursive: true })
})

const OUTSIDE: Outside = {
  access: { kind: 'address', text: 'http://todo.local' },
  healthy: { status: 200, body: '' },
  closed: { '/ready': { status: 404, body: '' }, '/metrics': { status: 404, body: '' } },
  journey: ['sign up', 'remove the user'].map((name) => ({ name, verdict: 'passed' })),
}

interface Given {
  readonly objects: Stored[]
  logs: Live['logs']
  outside: Outside
  accepted: Accepted
  readonly find: (kind: string, start: string) => Stored
  readonly remove: (kind: string, start: string) => void
}

/** The results of a good cluster with one change. */
function evaluated(change: (given: Given) => void = () => undefined): Result[] {
  // Not structuredClone: what pods share would stay shared.
  const objects = JSON.parse(JSON.stringify(goodCluster(built))) as Stored[]
  const isIt = (kind: string, start: string) => (each: Stored) =>
    each.kind === kind && each.metadata.name.startsWith(start)
  const given: Given = {
    ...{ objects, logs: [{ pod: 'backend-5d9c-0', text: 'listening' }], outside: OUTSIDE, accepted },
    find: (kind, start) => {
      const found = objects.find(isIt(kind, start))
      if (!found) throw new Error(`no ${kind} ${start}`)
      return found
    },
    remove: (kind, start) => {
      const index = objects.findIndex(isIt(kind, start))
      if (index < 0) throw new Error(`no ${kind} ${start}`)
      objects.splice(index, 1)
    },
  }
  change(given)
  const list = (source: Source) => ofSource(source, objects as Resource[])
  const released = ['ai-agent', 'backend', 'frontend', 'mcp-server']
  const subject = { environment: 'minikube', built, released, accepted: given.accepted }
  const live = { list, logs: given.logs, outside: given.outside }
  return hideSecrets(evaluateCriteria(CRITERIA, live, subject, new Map()), list('secrets'))
}

test('where all is well, every criterion passes but those that the environment has nothing for', () => {
  const results = evaluated()
  expect(results.filter(({ state }) => state === 'failed')).toEqual([])
  expect(results.filter(({ state }) => state === 'skipped').map(({ id }) => id)).toEqual(['monitoring'])
  expect(Object.fromEntries(results.map(({ id, seen }) => [id, seen]))).toMatchSnapshot()
})

/** The first container of a pod, or of what is reported of it. */
const container = (pod: Stored) => pod['spec'].containers[0]
const reported = (pod: Stored) => pod['status'].containerStatuses[0]

describe('a mistake fails its criterion and no other', () => {
  test.each<[what: string, id: string, seen: string | RegExp, change: (given: Given) => void]>([
    [
      'the Application is out of sync',
      'synced',
      'OutOfSync and Healthy at 3d3c42e0aa1b',
      ({ find }) => {
        find('Application', 'todo')['status'].sync.status = 'OutOfSync'
      },
    ],
    [
      'the Application is missing',
      'synced',
      'Application not found',
      ({ remove }) => remove('Application', 'todo'),
    ],
    [
      'the last sync took six minutes',
      'deploy-time',
      '360 s, with migration, smoke-test: more than 300 s',
      ({ find }) => {
        find('Application', 'todo')['status'].operationState.finishedAt = '2026-11-29T10:06:00Z'
      },
    ],
    [
      'the smoke test failed',
      'deploy-time',
      'the last sync is Failed after 31 s; Job/smoke-test Failed',
      ({ find }) => {
        const { operationState } = find('Application', 'todo')['status']
        operationState.phase = 'Failed'
        operationState.syncResult.resources[1].hookPhase = 'Failed'
      },
    ],
    [
      'a rollout took three minutes',
      'rollout-time',
      'Deployment/backend took 180 s, more than 120 s',
      ({ find }) => {
        find('Deployment', 'backend')['status'].conditions[0].lastUpdateTime = '2026-11-29T10:03:00Z'
      },
    ],
    [
      'a rollout is stuck',
      'rollout-time',
      'Deployment/backend: ProgressDeadlineExceeded',
      ({ find }) => {
        find('Deployment', 'backend')['status'].conditions[0].reason = 'ProgressDeadlineExceeded'
      },
    ],
    [
      'a workload is missing',
      'pods-ready',
      'Deployment/mcp-server is not in the cluster',
      ({ remove }) => remove('Deployment', 'mcp-server'),
    ],
    [
      'a Deployment is short of a pod',
      'pods-ready',
      'Deployment/frontend has 1 of 2 pods ready',
      ({ find }) => {
        find('Deployment', 'frontend')['status'].readyReplicas = 1
      },
    ],
    [
      'a pod is not ready',
      'pods-ready',
      'pod backend-5d9c-0 is not ready',
      ({ find }) => {
        find('Pod', 'backend')['status'].conditions[0].status = 'False'
      },
    ],
    [
      'a pod was restarted',
      'no-restarts',
      'backend-5d9c-0/backend 3 times (OOMKilled)',
      ({ find }) => {
        Object.assign(reported(find('Pod', 'backend')), {
          restartCount: 3,
          lastState: { terminated: { reason: 'OOMKilled' } },
        })
      },
    ],
    [
      'a probe is missing',
      'probes',
      'backend-5d9c-0/backend has no livenessProbe',
      ({ find }) => {
        delete container(find('Pod', 'backend')).livenessProbe
      },
    ],
    [
      'a container has not started',
      'probes',
      'backend-5d9c-0/backend has not started',
      ({ find }) => {
        reported(find('Pod', 'backend')).started = false
      },
    ],
    [
      'a limit is missing',
      'resources',
      'backend-5d9c-0/backend has no limits.memory',
      ({ find }) => {
        delete container(find('Pod', 'backend')).resources.limits.memory
      },
    ],
    [
      'a container runs as root',
      'container-user',
      'backend-5d9c-0/backend runs as root',
      ({ find }) => {
        container(find('Pod', 'backend')).securityContext.runAsUser = 0
      },
    ],
    [
      'the kubelet reports another user than the pod asks for',
      'container-user',
      'backend-5d9c-0/backend runs as 1000, not 1001',
      ({ find }) => {
        reported(find('Pod', 'backend')).user = { linux: { uid: 1000 } }
      },
    ],
    [
      'a root file system is writable',
      'read-only-root',
      'backend-5d9c-0/backend has a writable root file system',
      ({ find }) => {
        container(find('Pod', 'backend')).securityContext.readOnlyRootFilesystem = false
      },
    ],
    [
      'privileges can be gained',
      'read-only-root',
      'backend-5d9c-0/backend can gain privileges',
      ({ find }) => {
        container(find('Pod', 'backend')).securityContext.allowPrivilegeEscalation = true
      },
    ],
    [
      'an image is too big',
      'image-size',
      'backend has 310 MB, more than 300 MB',
      ({ find }) => {
        const images: { names: string[]; sizeBytes: number }[] = find('Node', 'minikube')['status'].images
        const image = images.find(({ names }) => names[0]?.includes('/backend:'))
        if (image) image.sizeBytes = 310_000_000
      },
    ],
    [
      'an autoscaler has no metrics',
      'autoscaling',
      'HorizontalPodAutoscaler/backend: FailedGetResourceMetric: no metrics',
      ({ find }) => {
        Object.assign(find('HorizontalPodAutoscaler', 'backend')['status'].conditions[1], {
          status: 'False',
          reason: 'FailedGetResourceMetric',
          message: 'no metrics',
        })
      },
    ],
    [
      'the value of a metric is unknown',
      'autoscaling',
      'HorizontalPodAutoscaler/frontend: the value of cpu is unknown',
      ({ find }) => {
        find('HorizontalPodAutoscaler', 'frontend')['status'].currentMetrics = []
      },
    ],
    [
      'an autoscaler is missing',
      'autoscaling',
      'HorizontalPodAutoscaler/backend is missing',
      ({ remove }) => remove('HorizontalPodAutoscaler', 'backend'),
    ],
    [
      'a budget allows no disruption because a pod is unhealthy',
      'disruption-budget',
      'PodDisruptionBudget/backend: 1 of 2 pods are healthy, 1 must be',
      ({ find }) => {
        Object.assign(find('PodDisruptionBudget', 'backend')['status'], {
          currentHealthy: 1,
          disruptionsAllowed: 0,
        })
      },
    ],
    [
      'a budget matches no pod',
      'disruption-budget',
      'PodDisruptionBudget/backend matches no pod',
      ({ find }) => {
        find('PodDisruptionBudget', 'backend')['status'].expectedPods = 0
      },
    ],
    [
      'a budget allows no disruption of healthy pods',
      'disruption-budget',
      'PodDisruptionBudget/backend allows no disruption: no node with these pods can be drained',
      ({ find }) => {
        find('PodDisruptionBudget', 'backend')['status'].disruptionsAllowed = 0
      },
    ],
    [
      'a budget has not been processed',
      'disruption-budget',
      'PodDisruptionBudget/backend: the controller has not processed its last change yet',
      ({ find }) => {
        find('PodDisruptionBudget', 'backend')['status'].observedGeneration = 0
      },
    ],
    [
      'a quota is not in force',
      'resource-quota',
      /^ResourceQuota\/\S+: requests.cpu is not in force$/,
      ({ find }) => {
        delete find('ResourceQuota', '')['status'].used['requests.cpu']
      },
    ],
    [
      'a quota is exceeded',
      'resource-quota',
      /^ResourceQuota\/\S+: requests.cpu exceeds /,
      ({ find }) => {
        find('ResourceQuota', '')['status'].used['requests.cpu'] = '900'
      },
    ],
    [
      'the LimitRange is missing',
      'limit-range',
      /^LimitRange\/\S+ is missing$/,
      ({ remove }) => remove('LimitRange', ''),
    ],
    [
      'nothing is denied',
      'default-deny',
      'no policy denies all Ingress to every pod',
      ({ objects }) => {
        for (const each of objects) if (each.kind === 'NetworkPolicy') each['spec'].policyTypes = ['Egress']
      },
    ],
    [
      'a policy is missing',
      'default-deny',
      'missing: NetworkPolicy/backend',
      ({ remove }) => remove('NetworkPolicy', 'backend'),
    ],
    [
      'the frontend is not healthy',
      'external-access',
      'http://todo.local answers 503',
      (given) => {
        given.outside = { ...OUTSIDE, healthy: { status: 503, body: '' } }
      },
    ],
    [
      'nothing answers',
      'external-access',
      'http://todo.local: connect ECONNREFUSED',
      (given) => {
        given.outside = { ...OUTSIDE, healthy: { error: 'connect ECONNREFUSED' } }
      },
    ],
    [
      'an Ingress leads to the backend',
      'internal-only',
      'Ingress/frontend leads to backend',
      ({ find }) => {
        find('Ingress', 'frontend')['spec'].rules[0].http.paths[0].backend.service.name = 'backend'
      },
    ],
    [
      'the backend has a node port',
      'internal-only',
      'Service/backend leads to NodePort',
      ({ find }) => {
        find('Service', 'backend')['spec'].type = 'NodePort'
      },
    ],
    [
      'the backend answers from outside',
      'internal-only',
      'http://todo.local answers /ready with 200',
      (given) => {
        given.outside = { ...OUTSIDE, closed: { '/ready': { status: 200, body: '' } } }
      },
    ],
    [
      'the chat fails',
      'user-journey',
      'ask the chat: answers 503',
      (given) => {
        given.outside = { ...OUTSIDE, journey: [{ name: 'ask the chat', verdict: { wrong: 'answers 503' } }] }
      },
    ],
    [
      'a value is in a log',
      'secrets-hidden',
      'auth/KEY is in the log of backend-5d9c-0',
      (given) => {
        given.objects.splice(
          given.objects.findIndex(({ metadata }) => metadata.name === 'database'),
          1,
        )
        given.logs = [{ pod: 'backend-5d9c-0', text: `{"password":"${SECRET}"}` }]
        delete given.find('Secret', 'auth')['data'].URL
      },
    ],
    [
      'a value is in an event, in base64',
      'secrets-hidden',
      /auth\/KEY is in Event\/a-pod.17/,
      ({ objects }) => {
        objects.push(event(`denied: ${Buffer.from(SECRET).toString('base64')}`))
      },
    ],
    [
      'a password out of a URL is in a ConfigMap',
      'secrets-hidden',
      /database\/URL is in ConfigMap\/backend/,
      ({ find }) => {
        find('ConfigMap', 'backend')['data'].LOG_LEVEL = encodeURIComponent(SECRET)
      },
    ],
    [
      'a value is in the Application',
      'secrets-hidden',
      /auth\/KEY is in Application\/todo-minikube/,
      ({ find }) => {
        find('Application', 'todo')['status'].operationState.message = SECRET
      },
    ],
  ])('%s', (_, id, seen, change) => {
    const wrong = evaluated(change).filter(({ state }) => state === 'failed')
    expect(wrong.map((each) => each.id)).toEqual([id])
    if (typeof seen === 'string') expect(wrong[0]?.seen).toBe(seen)
    else expect(wrong[0]?.seen).toMatch(seen)
    expect(wrong[0]?.remediation).toBeTruthy()
    expect(JSON.stringify(wrong)).not.toContain(SECRET)
  })
})

describe('a criterion that cannot be tested is skipped', () => {
  test.each<[what: string, id: string, seen: string, change: (given: Given) => void]>([
    [
      'a port-forward bypasses the Ingress',
      'external-access',
      'todo.local does not resolve on this machine; a port-forward answers 200',
      (given) => {
        given.outside = {
          ...OUTSIDE,
          access: { kind: 'port-forward', text: 'a port-forward' },
          fallbackReason: 'todo.local does not resolve on this machine',
        }
      },
    ],
    [
      'a sync is running',
      'synced',
      'OutOfSync and Healthy at 3d3c42e0aa1b, and a sync is running; try again when it has finished',
      ({ find }) => {
        const { operationState, sync } = find('Application', 'todo')['status']
        operationState.phase = 'Running'
        sync.status = 'OutOfSync'
      },
    ],
    [
      'a rollout goes on',
      'rollout-time',
      'still rolling out: Deployment/backend',
      ({ find }) => {
        find('Deployment', 'backend')['status'].conditions[0].reason = 'ReplicaSetUpdated'
      },
    ],
    [
      'every ReplicaSet was reused by a rollback',
      'rollout-time',
      'no Deployment records the rollout of a new version',
      ({ objects }) => {
        for (const { kind, metadata } of objects)
          if (kind === 'ReplicaSet')
            Object.assign(metadata, {
              annotations: { ...metadata.annotations, 'deployment.kubernetes.io/revision-history': '1' },
            })
      },
    ],
    [
      'no agent enforces policies',
      'default-deny',
      ' policies found, but no known agent that enforces them',
      ({ remove }) => remove('DaemonSet', 'calico'),
    ],
    [
      'there is no model',
      'user-journey',
      'ask the chat: the system is not configured for it; passed: sign up',
      (given) => {
        given.outside = {
          ...OUTSIDE,
          journey: [
            { name: 'sign up', verdict: 'passed' },
            { name: 'ask the chat', verdict: 'skipped' },
          ],
        }
      },
    ],
    [
      'no node lists the image',
      'image-size',
      'no node lists the image of frontend and backend',
      ({ find }) => {
        find('Node', 'minikube')['status'].images = []
      },
    ],
    [
      'no Secret value is long enough to search for',
      'secrets-hidden',
      'no Secret has a value of eight characters or more',
      ({ remove }) => {
        remove('Secret', 'auth')
        remove('Secret', 'database')
      },
    ],
    [
      'nothing limits images',
      'image-size',
      'policies/acceptance.yaml sets no image size limit',
      (given) => {
        given.accepted = {}
      },
    ],
  ])('%s', (_, id, seen, change) => {
    const result = evaluated(change).find((each) => each.id === id)
    expect(result?.state).toBe('skipped')
    expect(result?.seen).toContain(seen)
  })

  test('a criterion whose data cannot be read names the reason', () => {
    const live = { list: () => [], logs: [], outside: OUTSIDE }
    const subject = { environment: 'minikube', built: [], released: [], accepted: {} }
    const results = evaluateCriteria(
      CRITERIA,
      live,
      subject,
      new Map([
        ['nodes', 'nodes is forbidden'],
        ['pods', 'pods is forbidden'],
      ]),
    )
    const of = (id: string) => results.find((each) => each.id === id)
    expect(of('image-size')).toMatchObject({
      state: 'skipped',
      seen: 'nodes is forbidden; pods is forbidden',
    })
    expect(of('probes')).toMatchObject({ state: 'skipped', seen: 'pods is forbidden' })
  })
})
