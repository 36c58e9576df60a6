import { assert, until } from '../cluster/api.ts'
import { applicationPath, settled, state } from '../cluster/applications.ts'
import { deploy, refreshAll } from './deployed.ts'
import { type Context, type Scenario, seconds } from './scenario.ts'

/** "Healed within 30 seconds." */
const HEAL_SECONDS = 30

export const drift: Scenario = {
  number: 6,
  title:
    'Edited and deleted live objects are healed within 30 s; with retain, a removed claim is kept and shown',
  needs: [],
  notExercised: [],
  async run(context) {
    const { api, application, namespace } = context
    await deploy(context)
    const backend = `/apis/apps/v1/namespaces/${namespace}/deployments/backend`
    const service = `/api/v1/namespaces/${namespace}/services/backend`
    const policy = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies/default-deny`

    await api.patch(backend, { spec: { template: { spec: { terminationGracePeriodSeconds: 77 } } } })
    const edited = await until('Deployment/backend as in git', HEAL_SECONDS, async () => {
      const { template } = (await api.get(backend))?.['spec'] ?? {}
      return template.spec.terminationGracePeriodSeconds !== 77
    })
    const seen = [`an edited Deployment: ${seconds(edited)}`]
    for (const [what, path] of [
      ['Service', service],
      ['NetworkPolicy', policy],
      ['Deployment', backend],
    ] as const) {
      const old = (await api.get(path))?.metadata.uid
      await api.remove(path)
      const ms = await until(`${path} made again`, HEAL_SECONDS, async () => {
        const now = await api.get(path)
        return now !== undefined && now.metadata.uid !== old
      })
      seen.push(`a deleted ${what}: ${seconds(ms)}`)
    }
    await settled(api, application, 120)
    return [...seen, await retained(context)]
  },
}

/** A claim that is removed from git, where the environment says `retain`. */
async function retained(context: Context): Promise<string> {
  const { api, application, environment, kubectl, namespace, repository } = context
  const file = `environments/${environment}/environment.yaml`
  const claim = `/api/v1/namespaces/${namespace}/persistentvolumeclaims/postgres-backup`
  const follow = (): Promise<void> => refreshAll(context)
  repository.edit(file, 'components:\n', 'retain: true\n\ncomponents:\n  backup: {}\n')
  await repository.renderAndPush('Back up the database, and keep what is removed')
  await follow()
  await until('the claim', 120, async () => (await api.get(claim)) !== undefined)
  await settled(api, application, 120)

  repository.edit(file, '  backup: {}\n', '')
  await repository.renderAndPush('No longer back up the database')
  await follow()
  const shown = await until('the claim as one to prune', 120, async () => {
    const now = await api.get(applicationPath(application))
    const found = now?.['status'].resources.find(
      ({ kind, name }: { kind: string; name: string }) =>
        kind === 'PersistentVolumeClaim' && name === 'postgres-backup',
    )
    return found?.requiresPruning === true || state(now)
  })
  const cronJob = `/apis/batch/v1/namespaces/${namespace}/cronjobs/postgres-backup`
  await until('the CronJob pruned', 120, async () => (await api.get(cronJob)) === undefined)

  repository.edit(file, '  backend:\n', '  backend:\n    settings:\n      LOG_LEVEL: warn\n')
  await repository.renderAndPush("Let the backend's log say less")
  await follow()
  await until('a later commit, live', 120, async () => {
    const maps = await api.list(`/api/v1/namespaces/${namespace}/configmaps`)
    return maps.some(({ metadata, data }) => /^backend/.test(metadata.name) && data?.LOG_LEVEL === 'warn')
  })
  const kept = await api.get(claim)
  assert(kept && !kept.metadata.deletionTimestamp, 'the claim postgres-backup is gone')
  await repository.git('revert', '--no-edit', 'HEAD', 'HEAD~1', 'HEAD~2')
  await repository.push()
  await kubectl('--namespace', namespace, 'delete', 'pvc', 'postgres-backup', '--wait=false')
  await follow()
  await settled(api, application, 180)
  return `with retain: a claim removed from git is kept, shown as one to prune after ${seconds(shown)}; a later commit was deployed`
}
