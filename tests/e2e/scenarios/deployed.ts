import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Api, until } from '../cluster/api.ts'
import { applicationPath, refresh, settled } from '../cluster/applications.ts'
import type { Context } from './scenario.ts'

/** "Deploy within 5 minutes", as the system's documents promise. */
export const DEPLOY_SECONDS = 300

const PROJECTS = '/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects'

/** Deploys the environment as the quickstart does, unless it is there. @returns milliseconds until Synced and Healthy. */
export async function deploy(context: Context): Promise<number> {
  const { api, application, cluster, environment, repository } = context
  if (await api.get(applicationPath(application))) {
    await refresh(api, application)
    return settled(api, application, DEPLOY_SECONDS)
  }
  writeSecrets(context)
  const started = Date.now()
  await repository.npm('secrets', environment)
  await context.kubectl('apply', '--filename', join(repository.folder, 'apps', cluster, 'root.yaml'))
  await until(`Application/${application}`, 60, async () =>
    Boolean(await api.get(applicationPath(application))),
  )
  await settled(api, application, DEPLOY_SECONDS)
  return Date.now() - started
}

/** Lets Argo CD look at git now: the root first, whose AppProject must permit a kind before an Application brings it. */
export async function refreshAll({ api, application, cluster }: Context): Promise<void> {
  await refresh(api, `root-${cluster}`)
  await settled(api, `root-${cluster}`, 60)
  await refresh(api, application)
}

/** Secrets of letters and digits, new each time. @returns them, to look for where they must not be. */
export function writeSecrets({ environment, repository }: Context): string[] {
  const [password, signing] = [randomBytes(24).toString('hex'), randomBytes(32).toString('hex')]
  const url = `postgresql://todo:${password}@postgres:5432/todo`
  const lines = [
    `POSTGRES_PASSWORD=${password}`,
    `DATABASE_URL=${url}`,
    `MIGRATION_DATABASE_URL=${url}`,
    `AUTH_SECRET=${signing}`,
    'OPENAI_API_KEY=',
  ]
  const file = join(repository.folder, 'environments', environment, 'secrets.env')
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  return [password, signing]
}

/** Takes the system away as the quickstart says: the root, the Application, what is left of the AppProjects. */
export async function takeAway({
  api,
  application,
  cluster,
  kubectl,
  namespace,
  repository,
}: Context): Promise<void> {
  const wait = ['--ignore-not-found', '--timeout=120s']
  await kubectl('delete', '--filename', join(repository.folder, 'apps', cluster, 'root.yaml'), ...wait)
  await kubectl('--namespace', 'argocd', 'delete', 'application', application, ...wait)
  await kubectl('--namespace', 'argocd', 'delete', 'appproject', application, ...wait)
  await until(`Namespace/${namespace} gone`, 60, async () => (await leftOvers(api, namespace)).length === 0)
}

/** What is left of an environment: its namespace, and every Application and AppProject but Argo CD's own. */
export async function leftOvers(api: Api, namespace: string): Promise<string[]> {
  const applications = await api.list('/apis/argoproj.io/v1alpha1/namespaces/argocd/applications')
  const projects = (await api.list(PROJECTS)).filter(({ metadata }) => metadata.name !== 'default')
  const kept = (await api.get(`/api/v1/namespaces/${namespace}`)) ? [`Namespace/${namespace}`] : []
  return [
    ...kept,
    ...applications.map(({ metadata }) => `Application/${metadata.name}`),
    ...projects.map(({ metadata }) => `AppProject/${metadata.name}`),
  ]
}
