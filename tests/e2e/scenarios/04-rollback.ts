import { assert } from '../cluster/api.ts'
import { deployedObjects, differences } from '../cluster/live-objects.ts'
import { deploy } from './deployed.ts'
import { bump, bumpArguments, follow, image, newBuild } from './release.ts'
import { type Scenario, seconds } from './scenario.ts'

export const rollback: Scenario = {
  number: 4,
  title: 'npm run rollback and a plain git revert restore every field; the hold keeps the next bump out',
  needs: ['images of newer builds'],
  notExercised: [],
  pretended: ['that the older image serves'],
  async run(context) {
    const { api, environment, namespace, repository } = context
    await deploy(context)
    await bump(context, 'backend', '0.2.0')
    const before = await deployedObjects(api, namespace)

    await bump(context, 'backend', '0.3.0')
    const changed = differences(before, await deployedObjects(api, namespace))
    assert(changed.length > 0, 'the bump changed no live object')
    await repository.npm('rollback', environment, '--reason', 'Number 4 of the end-to-end tests goes back.')
    const rolledBack = await follow(context)
    sameAs(before, await deployedObjects(api, namespace), 'npm run rollback')

    const next = await newBuild(context)
    const refused = await repository.tryNpm(
      'bump',
      ...bumpArguments(context, [image(context, 'backend', '0.4.0')], next),
    )
    assert(
      refused.code === 1 && /held/.test(refused.output),
      `the held bump ended with ${refused.code}: ${refused.output}`,
    )

    await bump(context, 'backend', '0.4.0')
    await repository.git('revert', '--no-edit', 'HEAD')
    const reverted = await follow(context)
    sameAs(before, await deployedObjects(api, namespace), 'git revert')
    return [
      `npm run rollback: ${seconds(rolledBack)} from the push; ${before.size} objects as before, field by field`,
      'the next bump: refused, held',
      `git revert: ${seconds(reverted)} from the push; ${before.size} objects as before, field by field`,
    ]
  },
}

function sameAs(before: Map<string, unknown>, after: Map<string, unknown>, how: string): void {
  const left = differences(before, after)
  assert(left.length === 0, `${how} left ${left.length} fields changed: ${left.slice(0, 10).join('; ')}`)
}
