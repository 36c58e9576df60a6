import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CRITERIA } from '../acceptance/criteria.ts'
import { type Subject, UNSEEN } from '../acceptance/criterion.ts'
import { evaluateCriteria, type Result } from '../acceptance/evaluate-criteria.ts'
import { hideSecrets } from '../acceptance/hide-secrets.ts'
import { hasTable, withTable } from '../acceptance/page.ts'
import { releasedServices } from '../catalog/catalog.ts'
import {
  argocdNamespace,
  type Definition,
  hasOwnArgocd,
  namespaceOf,
  qualifiedName,
} from '../environment/environment.ts'
import type { Fleet } from '../environment/schema.ts'
import { at, type Resource } from '../kubernetes/resource.ts'
import { type Outcome, wrong } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { counted } from '../text/counted.ts'
import { kubectlFor } from '../tools/kubectl.ts'
import { acceptedIn } from './acceptance/accepted-in.ts'
import { probeExternally } from './acceptance/external-probe.ts'
import { outcomeOf } from './acceptance/outcome.ts'
import { readCluster } from './acceptance/read-cluster.ts'
import { dayOf } from './day.ts'
import { buildChosen } from './doctor/ask-clusters.ts'
import { renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'

export interface AcceptanceOptions {
  /** Context of the kubeconfig; defaults to the name of the environment's cluster. */
  readonly context?: string
  /** Where the Ingress listens; defaults to the address of the environment's host. */
  readonly address?: string
  /** The page whose table is to show what was seen. */
  readonly markdown?: string
}

/**
 * Tries what is accepted of the system on a live environment. It only reads, but for the user of the journey, which it
 * removes again.
 *
 * @throws KubectlError if the cluster doesn't answer, KustomizeError, and what the file system throws.
 */
export async function acceptance(
  root: string,
  name: string,
  { context, address, markdown }: AcceptanceOptions = {},
): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments([name], inputs)
  if (unknown) return unknown
  const rendering = renderAll(inputs)
  const { fleet, catalog } = rendering
  const { accepted, problems: wrongList } = acceptedIn(inputs)
  const definition = rendering.definitions.find((each) => each.name === name)
  const all = [...problems, ...rendering.problems, ...wrongList]
  if (all.length > 0 || !definition || !fleet) return refused(all, textOf(root))
  if (address !== undefined && !URL.canParse(address.includes('://') ? address : `http://${address}`))
    return wrong('--address: must be HOST, HOST:PORT or http://HOST:PORT.')
  const page = markdown === undefined ? undefined : textAt(markdown)
  if (markdown !== undefined && page === undefined) return wrong(`--markdown: ${markdown} not found.`)
  if (page !== undefined && !hasTable(page))
    return wrong(`--markdown: ${markdown} has no markers for the table of criteria.`)

  const built = (await buildChosen(root, inputs, rendering, [definition])).get(name)
  if (!built) return wrong(`kustomize can't build ${name}: npm run validate ${name}`)
  const subject = { environment: name, built, released: releasedServices(catalog), accepted }
  const { where, results } = await tryLive(root, definition, fleet, subject, { context, address })
  if (markdown !== undefined && page !== undefined)
    writeFileSync(resolve(markdown), withTable(page, accepted, { results, where, day: dayOf(new Date()) }))
  return outcomeOf(where, results)
}

async function tryLive(
  root: string,
  definition: Definition,
  fleet: Fleet,
  subject: Subject,
  given: { readonly context: string | undefined; readonly address: string | undefined },
): Promise<{ readonly where: string; readonly results: readonly Result[] }> {
  const { name, environment } = definition
  const cluster = fleet.clusters[environment.cluster]
  const context = given.context ?? environment.cluster
  const namespace = namespaceOf(definition, fleet)
  const kubectl = await kubectlFor(context, root)
  const version = JSON.parse(await kubectl.run(['version', '--output=json', '--request-timeout=15s']))
  const seen = await readCluster(kubectl, {
    namespace,
    application: qualifiedName(fleet, name),
    ...(cluster && hasOwnArgocd(cluster) && { argocd: argocdNamespace(cluster) }),
  })
  const address = given.address === undefined ? {} : { address: given.address }
  const outside = await probeExternally(subject, seen, { root, context, namespace, ...address })
  const isSeen = !('reason' in outside)
  const unknown = new Map([...seen.unknown, ...(isSeen ? [] : [['outside', outside.reason] as const])])
  const live = { ...seen, outside: isSeen ? outside : UNSEEN }
  return {
    where: `${name} in context ${context} (${[`Kubernetes ${at(version, 'serverVersion', 'gitVersion')}`, ...machinesOf(seen.list('nodes'))].join(', ')})`,
    results: hideSecrets(evaluateCriteria(CRITERIA, live, subject, unknown), seen.list('secrets')),
  }
}

/** As `1 node with containerd://2.4.2`. */
const machinesOf = (nodes: readonly Resource[]): string[] =>
  [...Map.groupBy(nodes, (node) => String(at(node, 'status', 'nodeInfo', 'containerRuntimeVersion')))].map(
    ([runtime, { length }]) => `${counted(length, 'node')} with ${runtime}`,
  )

function textAt(file: string): string | undefined {
  try {
    return readFileSync(resolve(file), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
