import { assert, until } from '../cluster/api.ts'
import { refresh, settled } from '../cluster/applications.ts'
import { podsByService, replaced, settingOf } from '../cluster/pods.ts'
import { deploy } from './deployed.ts'
import { type Scenario, seconds } from './scenario.ts'

/** "Configuration effective within a minute." */
const SETTING_SECONDS = 60

export const setting: Scenario = {
  number: 2,
  title: 'A changed setting replaces only the pods that read it, within a minute of the merge',
  needs: [],
  notExercised: ['that the service obeys the setting'],
  async run(context) {
    const { api, application, environment, namespace, repository } = context
    await deploy(context)
    const before = await podsByService(api, namespace)
    const file = `environments/${environment}/environment.yaml`
    repository.edit(file, '  backend:\n', '  backend:\n    settings:\n      LOG_LEVEL: debug\n')
    await repository.renderAndPush("Let the backend's log say more")
    const merged = Date.now()
    // No refresh here: Argo CD polls git, as often as base/argocd sets.
    await until('pods of the backend with the new setting', SETTING_SECONDS, async () => {
      const pods = (await podsByService(api, namespace)).get('backend') ?? []
      const levels = await settingOf(api, namespace, pods, 'LOG_LEVEL')
      return pods.length >= 2 && levels.every((level) => level === 'debug')
    })
    const effective = Date.now() - merged
    await settled(api, application, SETTING_SECONDS)
    const changed = replaced(before, await podsByService(api, namespace))
    assert(changed.join() === 'backend', `pods of ${changed.join(', ') || 'no service'} were replaced`)
    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    await refresh(api, application)
    await settled(api, application, SETTING_SECONDS)
    return [
      `effective in every pod ${seconds(effective)} after the push, found by polling git; only pods of the backend were replaced`,
    ]
  },
}
