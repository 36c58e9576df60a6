import type { Live } from '../../acceptance/criterion.ts'
import {
  ALL_SOURCES,
  askFor,
  type Names,
  namesIn,
  ofSource,
  type Source,
  TOGETHER,
} from '../../acceptance/sources.ts'
import { running } from '../../kubernetes/live-pods.ts'
import { at, items, type Resource } from '../../kubernetes/resource.ts'
import type { Kubectl } from '../../tools/kubectl.ts'

/** What could be read of an environment, and why the rest could not be. */
export interface Seen extends Pick<Live, 'list' | 'logs'> {
  readonly unknown: ReadonlyMap<string, string>
}

type Found = { readonly resources: readonly Resource[] } | { readonly error: string }

/** Reads the live resources and logs of an environment. Writes nothing. */
export async function readCluster(kubectl: Kubectl, names: Names): Promise<Seen> {
  const unknown = new Map<string, string>()
  const lists = new Map<Source, readonly Resource[]>()
  const keep = (source: Source, found: Found): void => {
    if ('error' in found) unknown.set(source, `${namesIn(source).join(', ')} can't be read: ${found.error}`)
    else lists.set(source, ofSource(source, found.resources))
  }
  // One call for most kinds; if one of them is forbidden, one call for each.
  const most = await read(kubectl, askFor(TOGETHER, names))
  if (!('error' in most)) for (const source of TOGETHER) keep(source, most)
  for (const source of ALL_SOURCES.filter((each) => !lists.has(each)))
    if (source === 'application' && names.argocd === undefined)
      unknown.set(source, 'Argo CD runs in another cluster')
    else keep(source, await read(kubectl, askFor([source], names)))
  const logs = await logsOf(kubectl, names.namespace, lists.get('pods') ?? [])
  if ('error' in logs) unknown.set('logs', `logs can't be read: ${logs.error}`)
  return { list: (source) => lists.get(source) ?? [], logs: 'error' in logs ? [] : logs.logs, unknown }
}

const oneLine = (error: unknown): string => (error as Error).message.replace(/\s*\n\s*/g, ' ')

async function read(kubectl: Kubectl, args: readonly string[]): Promise<Found> {
  try {
    const text = await kubectl.run([...args, '--request-timeout=30s'])
    const found: unknown = text.trim() === '' ? { items: [] } : JSON.parse(text)
    const resources = at(found, 'items') === undefined ? [found] : items(at(found, 'items'))
    return { resources: resources as readonly Resource[] }
  } catch (error) {
    // The CRD is not installed, so there are no such resources.
    if (/doesn't have a resource type/.test(oneLine(error))) return { resources: [] }
    return { error: oneLine(error) }
  }
}

/** Enough: a leak repeats at each start or each request. */
const LINES = 5000

/** Concurrent calls: kubectl takes longer to start than to read. */
const AT_ONCE = 4

async function logsOf(
  kubectl: Kubectl,
  namespace: string,
  pods: readonly Resource[],
): Promise<{ readonly logs: Live['logs'] } | { readonly error: string }> {
  const names = pods.filter(hasRun).map(({ metadata }) => metadata.name)
  const logs: { pod: string; text: string }[] = []
  const next = async (): Promise<void> => {
    for (let pod = names.shift(); pod !== undefined; pod = names.shift()) {
      const args = ['--namespace', namespace, 'logs', pod, '--all-containers', `--tail=${LINES}`]
      try {
        logs.push({ pod, text: await kubectl.run([...args, '--request-timeout=30s']) })
      } catch (error) {
        // The pod has been replaced meanwhile.
        if (!/not found/.test(oneLine(error))) throw error
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, next))
    return { logs }
  } catch (error) {
    return { error: oneLine(error) }
  }
}

const hasRun = (pod: Resource): boolean =>
  running([pod]).length === 0 ||
  items(at(pod, 'status', 'containerStatuses')).some((each) => at(each, 'state', 'waiting') === undefined)
