import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Api, assert, until } from '../cluster/api.ts'
import { applicationPath, refresh, settled, state } from '../cluster/applications.ts'
import { inNamespace } from '../cluster/live-objects.ts'
import { podsByService, settingOf } from '../cluster/pods.ts'
import { bothKubeconfigs, registerCluster } from '../repository/other-cluster.ts'
import type { Repository } from '../repository/repository.ts'
import { DEPLOY_SECONDS, deploy, writeSecrets } from './deployed.ts'
import { type Context, type OtherCluster, ownOf, type Scenario, seconds } from './scenario.ts'

const REMOTE = { environment: 'remote', application: 'todo-remote', namespace: 'todo-remote' } as const
const FLEET = 'environments/fleet.yaml'
const SYNC_SECONDS = 180
/** Six tries with up to a minute between two. */
const LAST_TRY_SECONDS = 420
/** "Healed within 30 seconds." */
const HEAL_SECONDS = 30

export const secondCluster: Scenario = {
  number: 21,
  title: 'One Argo CD deploys to a second cluster; the first is synced while that is unreachable; it heals',
  needs: ['pretended pods', 'Argo CD started by this run'],
  notExercised: ['a network between the clusters that is slow or loses packets', 'the logins of clouds'],
  async run(context) {
    await deploy(context)
    const other = await ownOf(context).startSecondCluster()
    try {
      const repository = context.repository.with({ KUBECONFIG: bothKubeconfigs(other) })
      return await play({ ...context, repository }, other)
    } finally {
      await other.stop()
    }
  },
}

async function play(context: Context, other: OtherCluster): Promise<string[]> {
  const { api, application, repository } = context
  await registerCluster(context, other)
  const seen = [await added(context, other)]

  logAt(repository, REMOTE.environment, 'debug')
  const changed = await pushed(repository)
  await refresh(api, REMOTE.application)
  const setting = await effective(other.api, REMOTE.namespace, 'debug', changed)
  await settled(api, REMOTE.application, SYNC_SECONDS)
  seen.push(`a setting is effective there ${seconds(setting)} after the push`)

  seen.push(await away(context, other), await awayForLong(context, other))
  const healed = await deletedService(other.api)
  seen.push(`a Service deleted there after both is back after ${seconds(healed)}`)
  await settled(api, REMOTE.application, SYNC_SECONDS)
  seen.push(await removed(context, other))
  await refresh(api, application)
  await settled(api, application, SYNC_SECONDS)
  return seen
}

/** Its API server dies while both environments change; it is back before Argo CD has tried for the last time. */
async function away(context: Context, { api: there, apiServer }: OtherCluster): Promise<string> {
  const { api, application, environment, namespace, repository } = context
  await apiServer.kill()
  const killed = Date.now()
  for (const each of [REMOTE.environment, environment]) logAt(repository, each, 'warn')
  const both = await pushed(repository)
  await refresh(api, application)
  const meanwhile = await effective(api, namespace, 'warn', both)
  await settled(api, application, SYNC_SECONDS)
  const shown = await failing(api, /connection refused/)
  await apiServer.start()
  const back = Date.now()
  const returned = await effective(there, REMOTE.namespace, 'warn', back)
  await settled(api, REMOTE.application, SYNC_SECONDS)
  return `its API server dead for ${seconds(back - killed)}: a setting of the first cluster is effective ${seconds(meanwhile)} after the push, the other Application is ${shown}; its setting is effective ${seconds(returned)} after the return, Synced and Healthy after ${seconds(Date.now() - back)}`
}

/** Then Argo CD does not try that commit again: the runbook says what to do. */
async function awayForLong(context: Context, { api: there, apiServer }: OtherCluster): Promise<string> {
  const { api, kubectl, repository } = context
  await apiServer.kill()
  logAt(repository, REMOTE.environment, 'error')
  const killed = await pushed(repository)
  await until('the last try', LAST_TRY_SECONDS, async () => {
    const now = await api.get(applicationPath(REMOTE.application))
    return now?.['status'].operationState.phase === 'Failed' || state(now)
  })
  const tried = Date.now() - killed
  await apiServer.start()
  await refresh(api, REMOTE.application)
  const shown = await failing(api, /Failed last sync attempt/)
  const started = Date.now()
  await kubectl(
    ...['--namespace', 'argocd', 'patch', 'application', REMOTE.application, '--type=merge'],
    `--patch=${JSON.stringify({ operation: { sync: {} } })}`,
  )
  const synced = await effective(there, REMOTE.namespace, 'error', started)
  await settled(api, REMOTE.application, SYNC_SECONDS)
  return `dead until the last try of a sync, ${seconds(tried)} after the push: it stays ${shown} after the return; synced by the command of the runbook, the setting is effective after ${seconds(synced)}`
}

/** Waits until the remote Application shows that its sync fails so. @returns its status, as `OutOfSync, Healthy`. */
async function failing(api: Api, how: RegExp): Promise<string> {
  let shown = ''
  await until(`a sync of ${REMOTE.application} that fails`, SYNC_SECONDS, async () => {
    const now = await api.get(applicationPath(REMOTE.application))
    const { sync, health } = now?.['status'] ?? {}
    shown = `${sync?.status}, ${health?.status}`
    return how.test(JSON.stringify(now?.['status'])) || state(now)
  })
  return shown
}

/** An environment like the tested one on the other cluster, made as the runbook says. */
async function added(context: Context, { api: there, cluster, server }: OtherCluster): Promise<string> {
  const { api, environment, kubectl, repository } = context
  const own = ownEntry(context)
  const entry = own.replace(context.cluster, cluster).replace(/server: .*/, `server: ${server}`)
  repository.edit(FLEET, own, own + entry)
  await repository.npm('new-environment', REMOTE.environment, environment)
  const file = `environments/${REMOTE.environment}/environment.yaml`
  repository.edit(file, `cluster: ${context.cluster}\n`, `cluster: ${cluster}\n`)
  await repository.renderAndPush(`Add the environment ${REMOTE.environment} on the cluster ${cluster}`)
  writeSecrets({ ...context, ...REMOTE })
  await repository.npm('secrets', REMOTE.environment)
  const started = Date.now()
  await kubectl('apply', '--filename', join(repository.folder, 'apps', cluster, 'root.yaml'))
  await until(`Application/${REMOTE.application}`, 60, async () =>
    Boolean(await api.get(applicationPath(REMOTE.application))),
  )
  await settled(api, REMOTE.application, DEPLOY_SECONDS)
  const took = Date.now() - started
  const pods = await podsByService(there, REMOTE.namespace)
  const elsewhere = [
    ...(await tracked(api, REMOTE.application)).map((each) => `${each} in the first`),
    ...(await tracked(there, context.application)).map((each) => `${each} in the second`),
  ]
  assert(elsewhere.length === 0, `in the wrong cluster: ${elsewhere.join(', ')}`)
  const { output } = await repository.tryNpm('doctor', '--cluster', REMOTE.environment)
  assert(/Argo CD: runs in another cluster/.test(output), `npm run doctor: ${output}`)
  return `Synced and Healthy in ${seconds(took)}: ${[...pods.values()].flat().length} pods of ${pods.size} services and ${(await tracked(there, REMOTE.application)).length} objects in the second cluster, none in the first`
}

/** The entry of the tested cluster in fleet.yaml. */
function ownEntry({ cluster, repository }: Context): string {
  const fleet = readFileSync(join(repository.folder, FLEET), 'utf8')
  return new RegExp(`^  ${cluster}:\n(?: {4}.*\n)+`, 'm').exec(fleet)?.[0] ?? ''
}

const TRACKED = ['/api/v1/namespaces', '/api/v1/configmaps', '/api/v1/services', '/apis/apps/v1/deployments']

/** What carries Argo CD's mark of an Application, of some kinds. */
async function tracked(api: Api, application: string): Promise<string[]> {
  const objects = (await Promise.all(TRACKED.map((path) => api.list(path)))).flat()
  return objects
    .filter(({ metadata }) =>
      metadata.annotations?.['argocd.argoproj.io/tracking-id']?.startsWith(`${application}:`),
    )
    .map(({ metadata }) => metadata.name)
}

const LEVEL = /^ {6}LOG_LEVEL: .*$/m
const settingOfLog = (level: string): string => `    settings:\n      LOG_LEVEL: ${level}\n`

function logAt(repository: Repository, environment: string, level: string): void {
  const file = `environments/${environment}/environment.yaml`
  const set = LEVEL.exec(readFileSync(join(repository.folder, file), 'utf8'))?.[0]
  if (set !== undefined) repository.edit(file, set, `      LOG_LEVEL: ${level}`)
  else repository.edit(file, '  backend:\n', `  backend:\n${settingOfLog(level)}`)
}

/** @returns when. */
async function pushed(repository: Repository): Promise<number> {
  await repository.renderAndPush('Let the log of the backend say something else')
  return Date.now()
}

/** @returns milliseconds from then until every pod of the backend has the level. */
async function effective(api: Api, namespace: string, level: string, since: number): Promise<number> {
  await until(`LOG_LEVEL ${level} in ${namespace}`, SYNC_SECONDS, async () => {
    const pods = (await podsByService(api, namespace)).get('backend') ?? []
    const levels = await settingOf(api, namespace, pods, 'LOG_LEVEL')
    return (levels.length >= 2 && levels.every((each) => each === level)) || levels.join(', ')
  })
  return Date.now() - since
}

/** Argo CD sees again what happens there. */
async function deletedService(api: Api): Promise<number> {
  const path = `${inNamespace('/api/v1/services', REMOTE.namespace)}/backend`
  const old = (await api.get(path))?.metadata.uid
  await api.remove(path)
  return until('Service/backend made again', HEAL_SECONDS, async () => {
    const now = await api.get(path)
    return now !== undefined && now.metadata.uid !== old
  })
}

/** The environment, then the cluster. */
async function removed(context: Context, other: OtherCluster): Promise<string> {
  const { api, environment, kubectl, repository } = context
  const { cluster } = other
  const root = join(repository.folder, 'apps', cluster, 'root.yaml')
  rmSync(join(repository.folder, 'environments', REMOTE.environment, 'secrets.env'))
  await repository.npm('remove-environment', REMOTE.environment)
  await repository.renderAndPush(`Remove the environment ${REMOTE.environment}`)
  const started = Date.now()
  await refresh(api, `root-${cluster}`)
  await until(`Application/${REMOTE.application} gone`, SYNC_SECONDS, async () => {
    return (await api.get(applicationPath(REMOTE.application))) === undefined
  })
  await until(`Namespace/${REMOTE.namespace} gone`, 60, async () => {
    return (await other.api.get(`/api/v1/namespaces/${REMOTE.namespace}`)) === undefined
  })
  const took = Date.now() - started
  const left = await tracked(other.api, REMOTE.application)
  assert(left.length === 0, `left in the second cluster: ${left.join(', ')}`)
  await kubectl('delete', '--filename', root, '--timeout=60s')
  await kubectl('--namespace', 'argocd', 'delete', 'secret', `cluster-${cluster}`)
  const entry = ownEntry({ ...context, cluster })
  repository.edit(FLEET, entry, '')
  repository.edit(`environments/${environment}/environment.yaml`, settingOfLog('warn'), '')
  await repository.renderAndPush(`Let go of the cluster ${cluster}`)
  return `the environment removed: nothing of it there after ${seconds(took)}; then its root Application and Secret`
}
