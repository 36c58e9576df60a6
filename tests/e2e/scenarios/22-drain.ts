import { assert, type Live, until } from '../cluster/api.ts'
import { refresh, settled } from '../cluster/applications.ts'
import { fewestReady } from '../cluster/load.ts'
import { isReady, podsByService } from '../cluster/pods.ts'
import { whileWatching } from '../cluster/watch.ts'
import { deploy } from './deployed.ts'
import { type Context, type Scenario, seconds } from './scenario.ts'

/** One more than there are nodes, so that a node has two pods of one budget. */
const REPLICAS = { 'ai-agent': 4, backend: 2, frontend: 2, 'mcp-server': 2 }
const SERVICES = Object.keys(REPLICAS)
const READY_SECONDS = 120
const NO_ROOM_SECONDS = 12
const APPLICATIONS = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications'

export const drain: Scenario = {
  number: 22,
  title: 'A node is drained: no PodDisruptionBudget is broken, and everything runs on the other nodes',
  needs: ['pretended pods'],
  notExercised: [
    'open requests of an evicted pod, and the time that its end takes: kwok deletes it at once',
    'a volume that moves to another node',
  ],
  async run(context) {
    const { api, application, environment, kubectl, namespace, repository } = context
    await deploy(context)
    const file = `environments/${environment}/environment.yaml`
    repository.edit(file, 'components:\n', 'components:\n  spread: {}\n')
    repository.edit(
      file,
      '\nservices:\n',
      '\nservices:\n  ai-agent:\n    replicas: 4\n  mcp-server:\n    replicas: 2\n',
    )
    await repository.renderAndPush('Spread the replicas over the nodes')
    await refresh(api, application)
    await allReady(context)
    await settled(api, application, READY_SECONDS)
    const before = await placed(context)
    const nodes = (await api.list('/api/v1/nodes')).length
    const dense = [...before].filter(([, on]) => new Set(on).size < Math.min(on.length, nodes))
    assert(
      dense.length === 0,
      `not spread: ${dense.map(([service, on]) => `${service} ${spread(on)}`).join(', ')}`,
    )
    const budgets = await guaranteed(context)

    const node = busiest(before.get('ai-agent') ?? [])
    const states = new Set<string>()
    let took = 0
    const fewest = await fewestReady(api, namespace, SERVICES, () =>
      whileWatching(
        api,
        APPLICATIONS,
        (list) => states.add(stateOf(list, application)),
        async () => {
          await refusedWithoutRoom(context, node)
          const started = Date.now()
          await kubectl(...DRAIN, node, '--timeout=120s')
          took = Date.now() - started
          await allReady(context)
          await settled(api, application, READY_SECONDS)
        },
      ),
    )
    for (const [service, least] of budgets)
      assert((fewest.get(service) ?? 0) >= least, `${service}: ${fewest.get(service)} of ${least} pods ready`)
    const unsynced = [...states].filter((each) => !/^Synced, (Healthy|Progressing)$/.test(each))
    assert(unsynced.length === 0, `meanwhile the Application was ${unsynced.join('; ')}`)
    const after = await placed(context)
    const left = [...after].filter(([, nodes]) => nodes.includes(node)).map(([service]) => service)
    assert(left.length === 0, `still on ${node}: ${left.join(', ')}`)

    await kubectl('uncordon', node)
    await kubectl('--namespace', namespace, 'rollout', 'restart', 'deployment/ai-agent')
    await kubectl('--namespace', namespace, 'rollout', 'status', 'deployment/ai-agent', '--timeout=120s')
    const again = (await placed(context)).get('ai-agent') ?? []
    assert(again.includes(node), `no new pod on ${node}: ${again.join(', ')}`)
    await settled(api, application, READY_SECONDS)
    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    await refresh(api, application)
    await settled(api, application, READY_SECONDS)
    const evicted = [...before.values()].flat().filter((each) => each === node).length
    const ready = [...budgets].map(
      ([service, least]) =>
        `${service} ${fewest.get(service)} of ${before.get(service)?.length}, ${least} guaranteed`,
    )
    return [
      `pods by node: ${[...before].map(([service, nodes]) => `${service} ${spread(nodes)}`).join(', ')}`,
      `with no room on another node, kubectl drain is refused an eviction for ${NO_ROOM_SECONDS} s; with room, it ends after ${seconds(took)}, ${evicted} pods evicted in all; fewest ready meanwhile: ${ready.join('; ')}; the Application was ${[...states].join('; ')}`,
      `all are ready on the other nodes: ${[...after].map(([service, nodes]) => `${service} ${spread(nodes)}`).join(', ')}; after kubectl uncordon and a restart, ai-agent ${spread(again)}`,
    ]
  },
}

const DRAIN = ['drain', '--ignore-daemonsets', '--delete-emptydir-data']

/** With no room on another node, a drain stops at the budgets: kwok's pods are ready too soon to show it otherwise. */
async function refusedWithoutRoom({ api, kubectl }: Context, node: string): Promise<void> {
  const others = (await api.list('/api/v1/nodes'))
    .map(({ metadata }) => metadata.name)
    .filter((name) => name !== node)
  await kubectl('cordon', ...others)
  const refusal = await kubectl(...DRAIN, node, `--timeout=${NO_ROOM_SECONDS}s`).then(
    () => 'none',
    (error: Error) => error.message,
  )
  await kubectl('uncordon', ...others)
  assert(/would violate the pod's disruption budget/.test(refusal), `no refused eviction: ${refusal}`)
}

/** Waits until so many pods of each service are ready, and no other. */
const allReady = ({ api, namespace }: Context): Promise<number> =>
  until('all pods ready', READY_SECONDS, async () => {
    const pods = await podsByService(api, namespace)
    const counts = Object.entries(REPLICAS).map(([service, wanted]) => {
      const ofService = pods.get(service) ?? []
      return { service, wanted, all: ofService.length, ready: ofService.filter(isReady).length }
    })
    const missing = counts.filter(({ wanted, all, ready }) => all !== wanted || ready !== wanted)
    return (
      missing.length === 0 ||
      missing.map(({ service, all, ready }) => `${service}: ${ready} of ${all} ready`).join(', ')
    )
  })

/** The node of each pod, by service. */
async function placed({ api, namespace }: Context): Promise<Map<string, string[]>> {
  const pods = await podsByService(api, namespace)
  return new Map(
    SERVICES.map((service) => [service, (pods.get(service) ?? []).map(({ spec }) => spec.nodeName).sort()]),
  )
}

/** How many healthy pods each PodDisruptionBudget asks for, as the cluster says. */
async function guaranteed({ api, namespace }: Context): Promise<Map<string, number>> {
  const budgets = await api.list(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`)
  const counts = budgets.map(
    ({ metadata, status }) => [metadata.name, Number(status.desiredHealthy)] as const,
  )
  const unmet = SERVICES.filter((service) => !counts.some(([name, least]) => name === service && least > 0))
  assert(unmet.length === 0, `no PodDisruptionBudget counts for ${unmet.join(', ')}`)
  return new Map(counts)
}

const perNode = (nodes: readonly string[]): Map<string, number> =>
  new Map([...Map.groupBy(nodes, (each) => each)].map(([node, { length }]) => [node, length]))

/** As `2+1+1`. */
const spread = (nodes: readonly string[]): string =>
  [...perNode(nodes).values()].sort((one, other) => other - one).join('+')

/** The node with most pods. */
function busiest(nodes: readonly string[]): string {
  const [first] = [...perNode(nodes)].sort(([, one], [, other]) => other - one)
  assert(first && first[1] > 1, `no node has two pods: ${spread(nodes)}`)
  return first[0]
}

const stateOf = (applications: readonly Live[], name: string): string => {
  const { sync, health } = applications.find(({ metadata }) => metadata.name === name)?.['status'] ?? {}
  return `${sync?.status}, ${health?.status}`
}
