import { join } from 'node:path'
import { qualifiedName } from '../../render/environment/environment.ts'
import { ARGOCD, describe } from '../repository.ts'
import { head } from '../snapshot.ts'
import { done, due, type Found, type Step } from '../step.ts'
import { StepError } from '../step-error.ts'
import { kubectl, until, type World } from '../world.ts'

const REFRESH = 'argocd.argoproj.io/refresh'

interface Application {
  readonly metadata: { readonly name: string }
  readonly status?: {
    readonly sync?: { readonly status?: string; readonly revision?: string }
    readonly health?: { readonly status?: string }
    readonly operationState?: {
      readonly phase?: string
      readonly message?: string
      readonly syncResult?: { readonly revision?: string }
    }
    readonly conditions?: readonly { readonly message?: string }[]
  }
}

/** The root Application, which makes all others. */
export const application: Step = {
  name: 'application',
  needs: ['cluster', 'snapshot'],
  check: async (world) => {
    const found = await applications(world)
    const { done: isDone, found: text } = await state(world, found)
    return isDone ? done(text) : due(text)
  },
  actions: (world) => [
    kubectl(world, ['apply', '--filename', join(world.source, 'apps', world.target.cluster, 'root.yaml')]),
    { show: 'wait for Argo CD', run: () => waitForSync(world) },
  ],
}

async function waitForSync(world: World): Promise<void> {
  let last = ''
  let looks = 0
  const ready = await until(world, async () => {
    const found = await applications(world)
    const now = await state(world, found)
    last = now.found
    world.tell(last)
    if (now.done) return true
    failIfFailed(world, found)
    // Argo CD looks at once when it is asked; else it polls.
    if (looks++ % 10 === 0) await refresh(world, found)
    return false
  })
  if (!ready)
    throw new StepError(
      `not Synced and Healthy after ${world.options.timeout} s: ${last}`,
      `\`npm run doctor -- --cluster ${world.target.environment}\` shows what is missing; run this again to continue waiting.`,
    )
}

async function state(world: World, found: readonly Application[]): Promise<Found> {
  // Of a fork, Argo CD knows its newest commit.
  const revision = world.options.fromWorkingTree ? await head(world.source) : undefined
  const lines = names(world).map((name) => {
    const { sync, health, operationState } =
      found.find(({ metadata }) => metadata.name === name)?.status ?? {}
    const isNewest = revision === undefined || sync?.revision === revision
    const good = isNewest && sync?.status === 'Synced' && health?.status === 'Healthy'
    if (good) return { name, good, text: `${name}: Synced, Healthy` }
    const running = operationState?.phase === 'Running' ? operationState.message : undefined
    const text = sync
      ? [sync.status, health?.status, !isNewest && 'of an earlier commit', running].filter(Boolean).join(', ')
      : 'not there yet'
    return { name, good, text: `${name}: ${text}` }
  })
  return { done: lines.every(({ good }) => good), found: lines.map(({ text }) => text).join('; ') }
}

/** A sync that ended without success; while retries are left, its phase is Running. @throws {StepError} */
function failIfFailed({ target }: World, found: readonly Application[]): void {
  for (const { metadata, status } of found) {
    const { phase, message, syncResult } = status?.operationState ?? {}
    const isOfNewest = syncResult?.revision === status?.sync?.revision
    if (isOfNewest && (phase === 'Failed' || phase === 'Error'))
      throw new StepError(
        `the sync of ${metadata.name} failed: ${message ?? phase}`,
        `\`npm run doctor -- --cluster ${target.environment}\`, then docs/troubleshooting.md.`,
      )
  }
}

async function refresh({ kubectl: run }: World, found: readonly Application[]): Promise<void> {
  if (found.length === 0) return
  const all = found.map(({ metadata }) => metadata.name)
  await run([
    ...['--namespace', ARGOCD, 'annotate', 'applications.argoproj.io', ...all],
    ...[`${REFRESH}=normal`, '--overwrite'],
  ])
}

async function applications(world: World): Promise<Application[]> {
  const text = await world.kubectl([
    ...['--namespace', ARGOCD, 'get', 'applications.argoproj.io', ...names(world)],
    ...['--ignore-not-found', '--output', 'json'],
  ])
  if (text.trim() === '') return []
  const read = JSON.parse(text) as Application | { readonly items: Application[] }
  return 'items' in read ? read.items : [read]
}

const names = ({ root, target }: World): string[] => [
  `root-${target.cluster}`,
  qualifiedName(describe(root, target).fleet, target.environment),
]
