import type { Api, Live } from './api.ts'

const NAME = 'app.kubernetes.io/name'

/** The pods of a namespace's workloads that are not on their way out, Jobs left out, by service. */
export async function podsByService(api: Api, namespace: string): Promise<Map<string, Live[]>> {
  const pods = await api.list(`/api/v1/namespaces/${namespace}/pods`)
  const running = pods.filter(
    ({ metadata }) =>
      !metadata.deletionTimestamp && !metadata.ownerReferences?.some(({ kind }) => kind === 'Job'),
  )
  return Map.groupBy(running, ({ metadata }) => metadata.labels?.[NAME] ?? metadata.name)
}

export const isReady = (pod: Live): boolean =>
  (pod['status'].conditions ?? []).some(
    ({ type, status }: { type: string; status: string }) => type === 'Ready' && status === 'True',
  )

/**
 * The services that have a pod which was not there before, or none left, sorted: one pod less is an autoscaler's doing.
 * Pure.
 */
export const replaced = (before: Map<string, Live[]>, after: Map<string, Live[]>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => {
      const old = new Set(before.get(name)?.map(({ metadata }) => metadata.uid))
      const now = after.get(name) ?? []
      return now.length === 0 || now.some(({ metadata }) => !old.has(metadata.uid))
    })
    .sort()
