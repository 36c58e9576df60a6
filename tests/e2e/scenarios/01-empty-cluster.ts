import { type Api, assert, type Live } from '../cluster/api.ts'
import { inNamespace } from '../cluster/live-objects.ts'
import { DEPLOY_SECONDS, deploy, leftOvers, takeAway } from './deployed.ts'
import { type Scenario, seconds } from './scenario.ts'

export const emptyCluster: Scenario = {
  number: 1,
  title: 'Empty cluster to Synced and Healthy within 5 minutes, waves in order; taken away and again',
  needs: [],
  notExercised: [],
  pretended: ['images, probes, the migration and the smoke test: pods are said to be ready, Jobs to succeed'],
  async run(context) {
    await takeAway(context)
    const seen: string[] = []
    for (const time of ['first', 'second']) {
      const ms = await deploy(context)
      assert(ms < DEPLOY_SECONDS * 1000, `deployed in ${seconds(ms)}`)
      seen.push(
        `${time} time: Synced and Healthy in ${seconds(ms)}; ${await waves(context.api, context.namespace)}`,
      )
      if (time === 'first') {
        await takeAway(context)
        seen.push(`taken away: ${(await leftOvers(context.api, context.namespace)).length} objects left`)
      }
    }
    return seen
  },
}

const WAVED = [
  '/api/v1/services',
  '/apis/apps/v1/deployments',
  '/apis/apps/v1/statefulsets',
  '/apis/autoscaling/v2/horizontalpodautoscalers',
  '/apis/batch/v1/jobs',
  '/apis/networking.k8s.io/v1/ingresses',
  '/apis/networking.k8s.io/v1/networkpolicies',
]
const LAST = 1000

/** Every object of a wave was made before the first of the next; to the second, as the API server tells it. */
async function waves(api: Api, namespace: string): Promise<string> {
  const objects = (await Promise.all(WAVED.map((path) => api.list(inNamespace(path, namespace))))).flat()
  const byWave = Map.groupBy(objects, wave)
  const order = [...byWave.keys()].sort((one, other) => one - other)
  for (const [index, next] of order.entries()) {
    if (index === 0) continue
    const [earlier, later] = [byWave.get(order[index - 1] ?? 0) ?? [], byWave.get(next) ?? []]
    const last = earlier.map(created).sort().at(-1) ?? ''
    const first = later.map(created).sort()[0] ?? ''
    assert(
      last <= first,
      `wave ${order[index - 1]} was still being made at ${last}, and wave ${next} at ${first}`,
    )
  }
  const names = order.map((each) => (each === LAST ? 'smoke test' : String(each)))
  return `${objects.length} objects in waves ${names.join(', ')}`
}

function wave({ metadata }: Live): number {
  const { annotations = {} } = metadata
  if (annotations['argocd.argoproj.io/hook'] === 'PostSync') return LAST
  return Number(annotations['argocd.argoproj.io/sync-wave'] ?? 0)
}

const created = ({ metadata }: Live): string => metadata.creationTimestamp
