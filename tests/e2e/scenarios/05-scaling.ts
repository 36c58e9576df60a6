import { setTimeout as pause } from 'node:timers/promises'
import { assert, until } from '../cluster/api.ts'
import { applicationPath, refresh, settled, state } from '../cluster/applications.ts'
import { isReady, podsByService } from '../cluster/pods.ts'
import { deploy } from './deployed.ts'
import { type Context, type Scenario, seconds } from './scenario.ts'

const SCALE_SECONDS = 60
const UNTOUCHED_MS = 20_000

export const scaling: Scenario = {
  number: 5,
  title: 'A service scales from 1 pod to 10 and back; what an autoscaler sets is not reset',
  notExercised: [
    'an HPA with metrics: its replicas are set by hand, as it would',
    'requests while pods come and go',
  ],
  async run(context) {
    const { api, application, environment, kubectl, namespace, repository } = context
    await deploy(context)
    const file = `environments/${environment}/environment.yaml`
    repository.edit(file, '\nservices:\n', '\nservices:\n  ai-agent:\n    replicas: 10\n')
    await repository.renderAndPush('Run ten agents')
    const up = await podsOf(context, 'ai-agent', 10)
    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    const down = await podsOf(context, 'ai-agent', 1)

    await kubectl('--namespace', namespace, 'scale', 'deployment/backend', '--replicas=4')
    await refresh(api, application)
    await settled(api, application, SCALE_SECONDS)
    await pause(UNTOUCHED_MS)
    const { replicas } =
      (await api.get(`/apis/apps/v1/namespaces/${namespace}/deployments/backend`))?.['spec'] ?? {}
    assert(replicas === 4, `Deployment/backend was set back to ${replicas} replicas`)
    const after = await api.get(applicationPath(application))
    assert(after?.['status'].sync.status === 'Synced', `4 replicas count as drift: ${state(after)}`)
    return [
      `1 to 10 pods ${seconds(up)} after the push, 10 to 1 pod ${seconds(down)} after the revert`,
      `4 replicas set as an autoscaler does: Synced, and still 4 after ${UNTOUCHED_MS / 1000} s`,
    ]
  },
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
