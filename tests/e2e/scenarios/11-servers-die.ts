import { setTimeout as pause } from 'node:timers/promises'
import { assert, until } from '../cluster/api.ts'
import { applicationPath, refresh, settled, state } from '../cluster/applications.ts'
import { podsByService, replaced } from '../cluster/pods.ts'
import { deploy } from './deployed.ts'
import { type Context, ownOf, type Scenario, seconds } from './scenario.ts'

const AWAY_MS = 10_000

export const serversDie: Scenario = {
  number: 11,
  title: 'The git server and the repo server die and come back: nothing is lost, the sync goes on',
  needs: ['Argo CD started by this run'],
  notExercised: [],
  async run(context) {
    const { api, application, environment, namespace, repository } = context
    const { gitServer, repositoryServer } = ownOf(context)
    await deploy(context)
    const file = `environments/${environment}/environment.yaml`
    const before = await podsByService(api, namespace)

    await repositoryServer.kill()
    repository.edit(file, '  backend:\n', '  backend:\n    settings:\n      LOG_LEVEL: warn\n')
    await repository.renderAndPush("Let the backend's log say less")
    await pause(AWAY_MS)
    assert(replaced(before, await podsByService(api, namespace)).length === 0, 'pods were replaced meanwhile')
    await repositoryServer.start()
    const server = await catchUp(context)
    assert(
      replaced(before, await podsByService(api, namespace)).join() === 'backend',
      'the commit was not deployed',
    )

    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    const changed = await podsByService(api, namespace)
    await gitServer.kill()
    try {
      await refresh(api, application)
      await until('an error that names the repository', 60, async () => {
        const now = await api.get(applicationPath(application))
        return /ComparisonError/.test(JSON.stringify(now?.['status'].conditions ?? '')) || state(now)
      })
      assert(
        replaced(changed, await podsByService(api, namespace)).length === 0,
        'pods were replaced meanwhile',
      )
    } finally {
      await gitServer.start()
    }
    const git = await catchUp(context)
    return [
      `repo server killed for ${AWAY_MS / 1000} s: no pod touched; the commit was live ${seconds(server)} after its return`,
      `git server killed: ComparisonError, no pod touched; the commit was live ${seconds(git)} after its return`,
    ]
  },
}

async function catchUp({ api, application }: Context): Promise<number> {
  const started = Date.now()
  await refresh(api, application)
  await settled(api, application, 180)
  return Date.now() - started
}
