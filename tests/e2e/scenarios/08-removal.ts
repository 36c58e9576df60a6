import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { assert, until } from '../cluster/api.ts'
import { applicationPath, refresh, settled } from '../cluster/applications.ts'
import { DEPLOY_SECONDS, deploy, writeSecrets } from './deployed.ts'
import { type Context, type Scenario, seconds } from './scenario.ts'

export const removal: Scenario = {
  number: 8,
  title:
    'A removed component is pruned; a removed environment leaves nothing, with retain its namespace and data',
  needs: [],
  notExercised: ['the data in the kept claim, read by a new environment'],
  async run(context) {
    const { api, application, environment, namespace, repository } = context
    await deploy(context)
    const file = `environments/${environment}/environment.yaml`
    const nodePort = `/api/v1/namespaces/${namespace}/services/frontend-node-port`
    repository.edit(file, '  node-port:\n    port: 30080\n', '')
    await repository.renderAndPush('Close the node port')
    const pushed = Date.now()
    await refresh(api, application)
    await until('Service/frontend-node-port pruned', 60, async () => (await api.get(nodePort)) === undefined)
    const pruned = Date.now() - pushed
    await settled(api, application, 60)
    // People and later scenarios come in by it.
    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    await refresh(api, application)
    await settled(api, application, 60)

    const temporary = await addAndRemove(context, 'temporary', false)
    assert(temporary.namespace === undefined, 'Namespace/todo-temporary is left')
    const kept = await addAndRemove(context, 'kept', true)
    assert(kept.namespace && !kept.namespace.metadata.deletionTimestamp, 'Namespace/todo-kept is gone')
    const claim = await api.get('/api/v1/namespaces/todo-kept/persistentvolumeclaims/postgres-data')
    assert(claim?.['status'].phase === 'Bound', 'the claim postgres-data of todo-kept is gone')
    await context.kubectl('delete', 'namespace', 'todo-kept', '--wait=false')
    return [
      `a removed component: pruned ${seconds(pruned)} after the push`,
      `an environment: deployed in ${seconds(temporary.deployed)}; nothing left ${seconds(temporary.removed)} after its removal`,
      `with retain: Application removed in ${seconds(kept.removed)}; Namespace and PersistentVolumeClaim are there`,
    ]
  },
}

/** An environment like the tested one, deployed, and removed from git. */
async function addAndRemove(context: Context, name: string, retain: boolean) {
  const { api, cluster, environment, repository } = context
  const application = `todo-${name}`
  const root = `root-${cluster}`
  await repository.npm('new-environment', name, environment)
  writeSecrets({ ...context, environment: name })
  await repository.npm('secrets', name)
  if (retain)
    repository.edit(`environments/${name}/environment.yaml`, 'components:\n', 'retain: true\n\ncomponents:\n')
  await repository.renderAndPush(`Add the environment ${name}`)
  const added = Date.now()
  await refresh(api, root)
  await until(`Application/${application}`, 60, async () =>
    Boolean(await api.get(applicationPath(application))),
  )
  await settled(api, application, DEPLOY_SECONDS)
  const deployed = Date.now() - added
  await repository.git('rm', '-r', '--quiet', `environments/${name}`)
  // Its secrets, which git ignores.
  rmSync(join(repository.folder, 'environments', name), { recursive: true, force: true })
  await repository.renderAndPush(`Remove the environment ${name}`)
  const dropped = Date.now()
  await refresh(api, root)
  await until(
    `Application/${application} gone`,
    180,
    async () => !(await api.get(applicationPath(application))),
  )
  const namespace = (): ReturnType<typeof api.get> => api.get(`/api/v1/namespaces/todo-${name}`)
  if (!retain) await until(`Namespace/todo-${name} gone`, 60, async () => (await namespace()) === undefined)
  return { deployed, removed: Date.now() - dropped, namespace: await namespace() }
}
