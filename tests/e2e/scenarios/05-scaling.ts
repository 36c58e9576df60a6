import { setTimeout as pause } from 'node:timers/promises'
import { assert, type Live, until } from '../cluster/api.ts'
import { applicationPath, refresh, settled, state } from '../cluster/applications.ts'
import { noneLost, underLoad } from '../cluster/load.ts'
import { isReady, podsByService } from '../cluster/pods.ts'
import { deploy } from './deployed.ts'
import { type Context, type Scenario, seconds } from './scenario.ts'

const SCALE_SECONDS = 120
const LOADERS = 12
/** Autoscalers wait five minutes before they take away what an earlier scenario's load made them add. */
const BACK_SECONDS = 420
const UNTOUCHED_MS = 20_000

export const scaling: Scenario = {
  number: 5,
  title: 'A service scales from 1 pod to 10 and back; what an autoscaler sets is not reset',
  needs: [],
  notExercised: [],
  pretended: [
    'an HPA with metrics: its replicas are set by hand, as it would',
    'requests while pods come and go',
  ],
  async run(context) {
    const { environment, repository } = context
    await deploy(context)
    const file = `environments/${environment}/environment.yaml`
    repository.edit(file, '\nservices:\n', '\nservices:\n  ai-agent:\n    replicas: 10\n')
    await repository.renderAndPush('Run ten agents')
    const up = await podsOf(context, 'ai-agent', 10)
    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    const down = await podsOf(context, 'ai-agent', 1)

    return [
      `1 to 10 pods ${seconds(up)} after the push, 10 to 1 pod ${seconds(down)} after the revert`,
      context.pods === 'real' ? await byLoad(context) : await byHand(context),
    ]
  },
}

/** An autoscaler with metrics adds pods while the system is used, and Argo CD lets it: which, depends on the machine. */
async function byLoad(context: Context): Promise<string> {
  const { api, application, frontend, namespace } = context
  const scalers = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`
  const isGrown = ({ spec, status }: Live): boolean => status.desiredReplicas > spec.minReplicas
  await until('autoscalers at their minimum', BACK_SECONDS, async () => {
    const all = await api.list(scalers)
    return !all.some(isGrown) || all.map(measured).join('; ')
  })
  let [took, seen] = [0, '']
  const served = await underLoad(frontend, LOADERS, async () => {
    let grown: Live | undefined
    took = await until('an autoscaler that wants more than its minimum', 300, async () => {
      const all = await api.list(scalers)
      grown = all.find(isGrown)
      return grown !== undefined || all.map(measured).join('; ')
    })
    assert(grown, 'no autoscaler')
    const { minReplicas, scaleTargetRef } = grown['spec']
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${scaleTargetRef.name}`
    await refresh(api, application)
    await pause(UNTOUCHED_MS)
    const now = (await api.get(path))?.['spec'].replicas
    assert(now > minReplicas, `Deployment/${scaleTargetRef.name} was set back to ${now} replicas`)
    const after = await api.get(applicationPath(application))
    assert(after?.['status'].sync.status === 'Synced', `${now} replicas count as drift: ${state(after)}`)
    seen = `${now} pods of the ${scaleTargetRef.name} in place of ${minReplicas}`
  })
  noneLost(served)
  return `under load the autoscaler wanted ${seen} after ${seconds(took)}; Synced, and not set back in ${UNTOUCHED_MS / 1000} s; ${served.requests} requests, none lost`
}

/** As `backend 2, cpu 49 of 70 %`. */
function measured({ metadata, spec, status }: Live): string {
  const metrics: Metric[] = status.currentMetrics ?? []
  const targets: Metric[] = spec.metrics
  const parts = targets.map(({ resource: { name, target } }) => {
    const now = metrics.find(({ resource }) => resource?.name === name)?.resource.current
    return `${name} ${now?.averageUtilization ?? 'unknown'} of ${target?.averageUtilization} %`
  })
  return [`${metadata.name} ${status.desiredReplicas ?? 0}`, ...parts].join(', ')
}

interface Metric {
  readonly resource: {
    readonly name: string
    readonly target?: { readonly averageUtilization: number }
    readonly current?: { readonly averageUtilization: number }
  }
}

/** As an autoscaler would, where there is nothing to measure. */
async function byHand({ api, application, kubectl, namespace }: Context): Promise<string> {
  const scale = (replicas: number) =>
    kubectl('--namespace', namespace, 'scale', 'deployment/backend', `--replicas=${replicas}`)
  const read = async (): Promise<number> =>
    (await api.get(`/apis/apps/v1/namespaces/${namespace}/deployments/backend`))?.['spec'].replicas
  const before = await read()
  await scale(4)
  await refresh(api, application)
  await settled(api, application, SCALE_SECONDS)
  await pause(UNTOUCHED_MS)
  const replicas = await read()
  assert(replicas === 4, `Deployment/backend was set back to ${replicas} replicas`)
  const after = await api.get(applicationPath(application))
  assert(after?.['status'].sync.status === 'Synced', `4 replicas count as drift: ${state(after)}`)
  // Without metrics no autoscaler does, and a later scenario counts pods.
  await scale(before)
  return `4 replicas set as an autoscaler does: Synced, and still 4 after ${UNTOUCHED_MS / 1000} s`
}

/** @returns milliseconds until so many pods of a service are ready, and no other. */
async function podsOf(
  { api, application, namespace }: Context,
  service: string,
  count: number,
): Promise<number> {
  const pushed = Date.now()
  await refresh(api, application)
  await until(`${count} pods of ${service}`, SCALE_SECONDS, async () => {
    const pods = (await podsByService(api, namespace)).get(service) ?? []
    const ready = pods.filter(isReady).length
    return (pods.length === count && ready === count) || `${ready} of ${pods.length} pods ready`
  })
  const ms = Date.now() - pushed
  await settled(api, application, SCALE_SECONDS)
  return ms
}
