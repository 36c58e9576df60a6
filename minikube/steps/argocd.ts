import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { argocdManifest } from '../pins.ts'
import { ARGOCD, describe } from '../repository.ts'
import { done, due, type Step } from '../step.ts'
import { StepError } from '../step-error.ts'
import { isRolledOut, type Workload, workloads } from '../workloads.ts'
import { kubectl, until, type World } from '../world.ts'

/** Those that read base/argocd when they start. */
const READERS = ['statefulset/argocd-application-controller', 'deployment/argocd-repo-server']

/** Says which release and settings are all applied; a changed value replaces the pods, so that they count. */
const ANNOTATION = 'gitops.local/applied'

/** Argo CD with the settings of base/argocd. */
export const argocd: Step = {
  name: 'argocd',
  needs: ['cluster'],
  check: async (world) => {
    const found = await workloads(world, ARGOCD)
    const { version } = describe(world.root, world.target).cluster.argocd
    if (found.length === 0) return due('not installed')
    if (!hasApplied(found, fingerprint(world))) return due('another release or other settings')
    const waiting = found.filter((each) => !isRolledOut(each))
    return waiting.length === 0
      ? done(version)
      : due(`waits for ${waiting.map(({ metadata }) => metadata.name).join(', ')}`)
  },
  actions: (world) => {
    const { fleet } = describe(world.root, world.target)
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: ARGOCD } }
    const patch = {
      spec: { template: { metadata: { annotations: { [ANNOTATION]: fingerprint(world) } } } },
    }
    return [
      kubectl(world, ['apply', '--server-side', '--filename', '-'], () => JSON.stringify(namespace)),
      kubectl(world, [
        ...['apply', '--namespace', ARGOCD, '--server-side', '--force-conflicts'],
        ...['--filename', manifestOf(world)],
      ]),
      kubectl(world, [
        ...['apply', '--server-side', `--field-manager=${fleet.system}`],
        ...['--kustomize', join(world.root, 'base/argocd')],
      ]),
      kubectl(world, [
        ...['--namespace', ARGOCD, 'patch', ...READERS.slice(0, 1), '--type', 'merge'],
        ...['--patch', JSON.stringify(patch)],
      ]),
      kubectl(world, [
        ...['--namespace', ARGOCD, 'patch', ...READERS.slice(1), '--type', 'merge'],
        ...['--patch', JSON.stringify(patch)],
      ]),
      { show: 'wait for its pods', run: () => waitForPods(world, ARGOCD) },
    ]
  },
}

/** Every workload of a namespace is rolled out. @throws {StepError} when time runs out. */
export async function waitForPods(world: World, namespace: string): Promise<void> {
  const ready = await until(world, async () => {
    const waiting = (await workloads(world, namespace)).filter((each) => !isRolledOut(each))
    world.tell(`waiting for ${waiting.map(({ metadata }) => metadata.name).join(', ')}`)
    return waiting.length === 0
  })
  if (!ready)
    throw new StepError(
      `pods in namespace ${namespace} are not ready after ${world.options.timeout} s.`,
      `\`kubectl --namespace ${namespace} get pods\`; when they are ready, run this again.`,
    )
}

const manifestOf = ({ root, target, options }: World): string =>
  options.argocdManifest ?? argocdManifest(describe(root, target).cluster.argocd.version)

function fingerprint(world: World): string {
  const folder = join(world.root, 'base/argocd')
  const hash = createHash('sha256').update(manifestOf(world))
  // Folders in it, such as notifications, are settings that are applied by themselves.
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  for (const name of files.map(({ name }) => name).sort())
    hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 16)
}

const hasApplied = (found: readonly Workload[], wanted: string): boolean =>
  READERS.every((reader) =>
    found.some(
      ({ kind, metadata, spec }) =>
        `${kind.toLowerCase()}/${metadata.name}` === reader &&
        spec.template.metadata?.annotations?.[ANNOTATION] === wanted,
    ),
  )
