import type { Api, Live } from './api.ts'

const NAME = 'app.kubernetes.io/name'

/** The pods of a namespace's workloads that are not on their way out, Jobs left out, by service. */
export const podsByService = async (api: Api, namespace: string): Promise<Map<string, Live[]>> =>
  byService(await api.list(`/api/v1/namespaces/${namespace}/pods`))

/** The same of a list. Pure. */
export function byService(pods: readonly Live[]): Map<string, Live[]> {
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

/** What each pod's first ConfigMap says of a setting. */
export const settingOf = (
  api: Api,
  namespace: string,
  pods: readonly Live[],
  key: string,
): Promise<unknown[]> =>
  Promise.all(
    pods.map(async ({ spec }) => {
      const { name } = spec.containers[0].envFrom[0].configMapRef
      return (await api.get(`/api/v1/namespaces/${namespace}/configmaps/${name}`))?.['data'][key]
    }),
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
