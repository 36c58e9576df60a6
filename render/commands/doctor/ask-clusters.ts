import { argocdQuestions } from '../../doctor/argocd.ts'
import { type Check, missing, warn } from '../../doctor/check.ts'
import { clusterQuestions, reachable } from '../../doctor/cluster.ts'
import { environmentQuestions } from '../../doctor/environment.ts'
import { type Answer, answered, type Question } from '../../doctor/question.ts'
import { type Cluster, type Definition, hasOwnArgocd } from '../../environment/environment.ts'
import type { Fleet } from '../../environment/schema.ts'
import { readResources } from '../../kubernetes/read.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import type { Inputs } from '../../repository/inputs.ts'
import { requiredKeys } from '../../secrets/required.ts'
import { type Kubectl, kubectlFor } from '../../tools/kubectl.ts'
import { buildAll, kustomizeVersions, planBuilds, sourceOfRendering } from '../build-all.ts'
import type { Rendering } from '../render-all.ts'

/**
 * Asks the clusters of some environments, each through the context of its name, whether they have what the built
 * manifests need. A cluster that doesn't answer is one check that says so.
 *
 * @throws KustomizeError, and what the file system throws.
 */
export async function askClusters(
  root: string,
  inputs: Inputs,
  rendering: Rendering,
  chosen: readonly Definition[],
  context?: string,
): Promise<Check[]> {
  const manifests = await buildChosen(root, inputs, rendering, chosen)
  const settings = readResources(
    ['argocd-cm', 'argocd-cmd-params-cm']
      .map((name) => inputs.base.get(`base/argocd/${name}.yaml`) ?? '')
      .join('\n---\n'),
  )
  const checks: Check[] = []
  for (const [name, ofCluster] of Map.groupBy(chosen, ({ environment }) => environment.cluster)) {
    const { fleet } = rendering
    const cluster = fleet?.clusters[name]
    if (fleet && cluster)
      checks.push(
        ...(await askCluster(root, { name, cluster, fleet, ofCluster, manifests, settings }, context)),
      )
  }
  return checks
}

interface Asked {
  readonly name: string
  readonly cluster: Cluster
  readonly fleet: Fleet
  readonly ofCluster: readonly Definition[]
  readonly manifests: ReadonlyMap<string, readonly Resource[]>
  readonly settings: readonly Resource[]
}

async function askCluster(
  root: string,
  { name, cluster, fleet, ofCluster, manifests, settings }: Asked,
  context = name,
): Promise<Check[]> {
  const first = reachable(name, cluster)
  const about = { scope: first.scope, name: first.name, needed: first.needed }
  const kubectl = await kubectlFor(context, root).catch((error: Error) => error)
  if (kubectl instanceof Error)
    return [{ ...about, ...missing(kubectl.message, 'Set --context, or add the context to the kubeconfig.') }]
  const ask = asker(kubectl)
  const answer = await ask(first.ask)
  if ('error' in answer)
    return [{ ...about, ...missing(answer.error, `See that context ${context} reaches its API server.`) }]

  const resourcesOf = (environment: string) => manifests.get(environment) ?? []
  const here = hasOwnArgocd(cluster)
  const questions: Question[] = [
    ...clusterQuestions(
      name,
      ofCluster.flatMap((each) => resourcesOf(each.name)),
    ),
    ...(here ? argocdQuestions(name, cluster, settings, fleet) : []),
    ...ofCluster.flatMap((each) =>
      environmentQuestions(
        each,
        cluster,
        requiredKeys(resourcesOf(each.name)),
        here,
        resourcesOf(each.name),
        fleet,
      ),
    ),
  ]
  const unbuilt = ofCluster.filter((each) => !manifests.has(each.name))
  const checks = [
    answered(first, answer),
    ...unbuilt.map((each) => ({
      ...{
        scope: `environment ${each.name}`,
        name: 'manifests',
        needed: 'checking the cluster: the requirements come from the manifests',
      },
      ...missing("kustomize can't build them", `npm run validate ${each.name}`),
    })),
  ]
  for (const question of questions) checks.push(answered(question, await ask(question.ask)))
  if (!here)
    checks.push({
      ...{ scope: first.scope, name: 'Argo CD', needed: 'deploying' },
      ...warn('runs in another cluster', 'Check it there: its version, base/argocd, and the Applications.'),
    })
  return checks
}

/** Asks each question once, however many checks are made from its answer. */
function asker(kubectl: Kubectl): (args: readonly string[]) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>()
  const ask = async (args: readonly string[]): Promise<Answer> => {
    try {
      return { text: await kubectl.run([...args, '--request-timeout=15s']) }
    } catch (error) {
      return { error: (error as Error).message.replace(/\s*\n\s*/g, ' ') }
    }
  }
  return (args) => {
    const key = JSON.stringify(args)
    const answer = known.get(key) ?? ask(args)
    known.set(key, answer)
    return answer
  }
}

/** The resources of each environment, by name; none of those that kustomize can't build, which `validate` tells. */
export async function buildChosen(
  root: string,
  inputs: Inputs,
  rendering: Rendering,
  chosen: readonly Definition[],
): Promise<Map<string, readonly Resource[]>> {
  const plan = await planBuilds(root, sourceOfRendering(rendering, inputs.base), kustomizeVersions(rendering))
  const found = new Map<string, readonly Resource[]>()
  await buildAll(
    root,
    plan,
    chosen.map(({ name }) => name),
    (build) => {
      if ('manifests' in build) found.set(build.name, readResources(build.manifests))
    },
  )
  return found
}
