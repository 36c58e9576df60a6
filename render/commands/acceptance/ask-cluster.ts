import type { Live } from '../../acceptance/criterion.ts'
import { running } from '../../acceptance/pods.ts'
import { askFor, SOURCES, type Source } from '../../acceptance/sources.ts'
import { at, items, type Resource } from '../../kubernetes/resource.ts'
import type { Kubectl } from '../../tools/kubectl.ts'

/** What could be read of an environment, and why the rest could not. */
export interface Seen extends Pick<Live, 'list' | 'logs'> {
  readonly unknown: ReadonlyMap<string, string>
}

/**
 * Reads what a cluster shows of an environment. Nothing is written.
 *
 * @param names `argocd` is missing where Argo CD runs in another cluster.
 */
export async function askCluster(
  kubectl: Kubectl,
  names: { readonly namespace: string; readonly argocd?: string; readonly application: string },
): Promise<Seen> {
  const unknown = new Map<string, string>()
  const lists = new Map<Source, readonly Resource[]>()
  const { argocd } = names
  for (const source of Object.keys(SOURCES) as Source[]) {
    if (SOURCES[source].in === 'argocd' && argocd === undefined) {
      unknown.set(source, 'Argo CD runs in another cluster')
      continue
    }
    const found = await read(kubectl, askFor(source, { ...names, argocd: argocd ?? '' }))
    if ('error' in found) unknown.set(source, `${SOURCES[source].kinds} can't be read: ${found.error}`)
    else lists.set(source, found.resources)
  }
  const logs = await logsOf(kubectl, names.namespace, lists.get('pods') ?? [])
  if ('error' in logs) unknown.set('logs', `logs can't be read: ${logs.error}`)
  return { list: (source) => lists.get(source) ?? [], logs: 'error' in logs ? [] : logs.logs, unknown }
}

const oneLine = (error: unknown): string => (error as Error).message.replace(/\s*\n\s*/g, ' ')

async function read(
  kubectl: Kubectl,
  args: readonly string[],
): Promise<{ readonly resources: readonly Resource[] } | { readonly error: string }> {
  try {
    const text = await kubectl.run([...args, '--request-timeout=30s'])
    const found = text.trim() === '' ? [] : JSON.parse(text)
    const resources = (
      at(found, 'items') === undefined ? [found].flat() : items(at(found, 'items'))
    ) as Resource[]
    return { resources }
  } catch (error) {
    // What defines the kind is not installed: then there is nothing of it.
    if (/doesn't have a resource type/.test(oneLine(error))) return { resources: [] }
    return { error: oneLine(error) }
  }
}

/** More would only take longer: what leaks at all, leaks at each start or each request. */
const LINES = 5000

async function logsOf(
  kubectl: Kubectl,
  namespace: string,
  pods: readonly Resource[],
): Promise<{ readonly logs: Live['logs'] } | { readonly error: string }> {
  const logs: { pod: string; text: string }[] = []
  for (const { metadata } of pods.filter(hasRun)) {
    const args = ['--namespace', namespace, 'logs', metadata.name, '--all-containers']
    try {
      logs.push({
        pod: metadata.name,
        text: await kubectl.run([...args, `--tail=${LINES}`, '--request-timeout=30s']),
      })
    } catch (error) {
      // Another one is there by now.
      if (!/not found/.test(oneLine(error))) return { error: oneLine(error) }
    }
  }
  return { logs }
}

const hasRun = (pod: Resource): boolean =>
  running([pod]).length === 0 ||
  items(at(pod, 'status', 'containerStatuses')).some((each) => at(each, 'state', 'waiting') === undefined)
