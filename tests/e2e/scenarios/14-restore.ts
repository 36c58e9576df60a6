import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { browserUser } from '../../../docker/images/client/user.ts'
import { assert, until } from '../cluster/api.ts'
import { applicationPath, settled } from '../cluster/applications.ts'
import { deploy, refreshAll } from './deployed.ts'
import { type Context, type Scenario, seconds } from './scenario.ts'

export const restore: Scenario = {
  number: 14,
  title:
    "The backup's CronJob runs, the database is destroyed, and restored as docs/backup-and-recovery.md says",
  needs: ['real pods'],
  notExercised: ['a copy outside of the cluster', 'the schedule: the Job is made from the CronJob by hand'],
  async run(context) {
    const { api, application, environment, frontend, kubectl, namespace, repository } = context
    await deploy(context)
    repository.edit(
      `environments/${environment}/environment.yaml`,
      'components:\n',
      'components:\n  backup: {}\n',
    )
    await repository.renderAndPush('Back up the database')
    await refreshAll(context)
    await settled(api, application, 180)
    const user = await browserUser(frontend)
    const before = await user.ask('POST', '/tasks', { title: 'Before the dump' })
    assert(before.status === 201, `create a task: ${before.status}`)

    const inNamespace = (...args: string[]): Promise<string> => kubectl('--namespace', namespace, ...args)
    await inNamespace('create', 'job', 'backup-now', '--from=cronjob/postgres-backup')
    await inNamespace('wait', 'job/backup-now', '--for=condition=complete', '--timeout=10m')
    const [dump] = /todo-\d{8}T\d{6}Z\.dump/.exec(await inNamespace('logs', 'job/backup-now')) ?? []
    assert(dump, 'the log of job/backup-now lists no dump')
    await inNamespace('delete', 'job', 'backup-now')

    const after = await user.ask('POST', '/tasks', { title: 'After the dump' })
    const sql = 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'
    await inNamespace('exec', 'statefulset/postgres', '--', 'psql', '--username=todo', `--command=${sql}`)
    const lost = await user.ask('GET', '/tasks')
    assert(lost.status !== 200, 'the tasks are still there')

    const started = Date.now()
    await restoreFrom(context, dump)
    const startedAt = async (): Promise<unknown> =>
      (await api.get(applicationPath(application)))?.['status'].operationState?.startedAt
    const earlier = await startedAt()
    await kubectl(
      ...['--namespace', 'argocd', 'patch', 'application', application, '--type=merge'],
      '--patch={"operation":{"sync":{}}}',
    )
    // Until then the state is that of the sync before.
    await until('the start of the sync', 60, async () => (await startedAt()) !== earlier)
    await settled(api, application, 300)
    const kept = await user.ask('GET', `/tasks/${Number(before.body['id'])}`)
    assert(kept.status === 200, `the task of before the dump: ${kept.status}`)
    const gone = await user.ask('GET', `/tasks/${Number(after.body['id'])}`)
    assert(gone.status === 404, `the task of after the dump: ${gone.status}`)
    const took = Date.now() - started

    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    await refreshAll(context)
    await inNamespace('delete', 'pvc', 'postgres-backup', '--wait=false')
    await settled(api, application, 180)
    return [
      `${dump} made by a Job of the CronJob; schema dropped; restored from the claim, migrated and smoke-tested in ${seconds(took)}`,
      'the task of before the dump is there, with its user still signed in; the one of after it is gone',
    ]
  },
}

/** Step 2 of the document, from the claim: a Job that is the backup's but for its command. */
async function restoreFrom(context: Context, dump: string): Promise<void> {
  const { api, kubectl, namespace, repository } = context
  const made = await kubectl(
    ...['--namespace', namespace, 'create', 'job', 'restore', '--from=cronjob/postgres-backup'],
    ...['--dry-run=client', '--output=json'],
  )
  const job = JSON.parse(made)
  job.spec.template.spec.containers[0].args[0] = commandOf(repository.folder, dump)
  const path = `/apis/batch/v1/namespaces/${namespace}/jobs`
  const created = await api.create(path, job)
  assert(created.status === 201, `job/restore: ${created.status} ${created.message}`)
  let ended: string | undefined
  await until('the end of job/restore', 300, async () => {
    const conditions = (await api.get(`${path}/restore`))?.['status'].conditions ?? []
    ended = conditions.find(isTrue(/^(Complete|Failed)$/))?.type
    return ended !== undefined
  })
  const log = ended === 'Complete' ? '' : await kubectl('--namespace', namespace, 'logs', 'job/restore')
  assert(ended === 'Complete', `job/restore failed: ${log}`)
  await kubectl('--namespace', namespace, 'delete', 'job', 'restore')
}

const isTrue =
  (wanted: RegExp) =>
  ({ type, status }: { type: string; status: string }): boolean =>
    wanted.test(type) && status === 'True'

/** What the document puts in the place of the backup's command. */
function commandOf(root: string, dump: string): string {
  const document = readFileSync(join(root, 'docs/backup-and-recovery.md'), 'utf8')
  const value = /"value": "(pg_restore (?:[^"\\]|\\.)*)"/.exec(document)?.[1]
  assert(value, 'docs/backup-and-recovery.md restores from no claim')
  const command: string = JSON.parse(`"${value.replace(/\s+/g, ' ')}"`)
  return command.replace(/todo-\w+\.dump/, dump)
}
