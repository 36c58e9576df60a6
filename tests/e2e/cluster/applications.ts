import { type Api, type Live, until } from './api.ts'

const PATH = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications'
const REFRESH = 'argocd.argoproj.io/refresh'

export const applicationPath = (name: string): string => `${PATH}/${name}`

/** Lets Argo CD look at git now, as a webhook would, and waits until it has. */
export async function refresh(api: Api, name: string): Promise<void> {
  await api.patch(applicationPath(name), { metadata: { annotations: { [REFRESH]: 'normal' } } })
  await until(`refresh of Application/${name}`, 60, async () => {
    const application = await api.get(applicationPath(name))
    return application?.metadata.annotations?.[REFRESH] === undefined
  })
}

/** What an Application's status says in one line. */
export function state(application: Live | undefined): string {
  if (!application) return 'there is no such Application'
  const { sync, health, operationState, conditions = [] } = application['status'] ?? {}
  const messages = conditions.map(({ message }: { message: string }) => message)
  const parts = [sync?.status, health?.status, operationState?.phase, operationState?.message, ...messages]
  return parts.filter(Boolean).join(', ').slice(0, 600)
}

const isSettled = (application: Live | undefined): boolean => {
  const { sync, health, operationState } = application?.['status'] ?? {}
  return sync?.status === 'Synced' && health?.status === 'Healthy' && operationState?.phase === 'Succeeded'
}

/** Waits until an Application is Synced and Healthy and its sync has ended well. @returns milliseconds it took. */
export const settled = (api: Api, name: string, seconds: number): Promise<number> =>
  until(`Application/${name} Synced and Healthy`, seconds, async () => {
    const application = await api.get(applicationPath(name))
    return isSettled(application) || state(application)
  })
