import { assert, until } from '../cluster/api.ts'
import { applicationPath, refresh, settled } from '../cluster/applications.ts'
import { memory, processorTime, type Usage } from '../cluster/usage.ts'
import { deploy } from './deployed.ts'
import { bumpArguments, image, newBuild, otherTag } from './release.ts'
import { type Context, ownOf, type Scenario, seconds } from './scenario.ts'

/** Besides the one that is there. */
const NAMES = Array.from({ length: 9 }, (_, index) => `team-${index + 1}`)
const COUNT = NAMES.length + 1
/** For all at once, on two busy cores. */
const ALL_SECONDS = 900

export const fleet: Scenario = {
  number: 19,
  title: 'Ten environments in one cluster: deployed, updated and removed, and what Argo CD needs for it',
  needs: ['pretended pods', 'Argo CD started by this run'],
  notExercised: ['clusters of their own', 'ten times the pods on a node'],
  async run(context) {
    const { api, application, cluster, environment, repository } = context
    const { usage } = ownOf(context)
    await deploy(context)
    const applications = [application, ...NAMES.map((name) => `todo-${name}`)]
    const one = await usage()

    for (const name of NAMES) await repository.npm('new-environment', name, environment)
    await repository.renderAndPush(`Add ${NAMES.length} environments`)
    const added = Date.now()
    await refresh(api, `root-${cluster}`)
    await allSettled(context, applications)
    const deployed = Date.now() - added
    const ten = await usage()

    const tag = otherTag(context, 'backend')
    await commitBumps(context, tag)
    await repository.push()
    const bumped = Date.now()
    await Promise.all(applications.map((each) => refresh(api, each)))
    await allSettled(context, applications)
    const updated = Date.now() - bumped
    const after = await usage()
    const deployments = await api.list('/apis/apps/v1/deployments')
    const images = deployments
      .filter(({ metadata }) => metadata.name === 'backend')
      .map(({ spec }) => String(spec.template.spec.containers[0].image))
    const wrong = images.filter((each) => !each.includes(`:${tag}`))
    assert(images.length === COUNT && wrong.length === 0, `backends: ${images.join(', ')}`)

    for (const name of NAMES) await repository.git('rm', '-r', '--quiet', `environments/${name}`)
    await repository.renderAndPush(`Remove ${NAMES.length} environments`)
    const dropped = Date.now()
    await refresh(api, `root-${cluster}`)
    await until('nothing left of them', ALL_SECONDS, async () => {
      const namespaces = (await api.list('/api/v1/namespaces')).map(({ metadata }) => metadata.name)
      const left = NAMES.map((name) => `todo-${name}`).filter((name) => namespaces.includes(name))
      return left.length === 0 || left.join(', ')
    })
    const removed = Date.now() - dropped
    await settled(api, application, ALL_SECONDS)
    return [
      `${NAMES.length} environments more: ${COUNT} Synced and Healthy ${seconds(deployed)} after the push; ${used(one, ten)}`,
      `an update of the backend in all ${COUNT}: ${seconds(updated)} after the push; ${used(ten, after)}`,
      `${NAMES.length} removed: nothing left of them ${seconds(removed)} after the push`,
    ]
  },
}

/** One build for every environment, a commit each, in one push. */
async function commitBumps(context: Context, tag: string): Promise<void> {
  const { environment, repository } = context
  await repository.tryNpm('release-hold', environment, '--service', 'backend')
  const commit = await newBuild(context)
  for (const each of [environment, ...NAMES]) {
    const args = bumpArguments({ ...context, environment: each }, [image(context, 'backend', tag)], commit)
    await repository.npm('bump', ...args)
  }
}

async function allSettled({ api }: Context, applications: readonly string[]): Promise<void> {
  for (const each of applications) {
    await until(`Application/${each}`, 60, async () => Boolean(await api.get(applicationPath(each))))
    await settled(api, each, ALL_SECONDS)
  }
}

const used = (before: Readonly<Record<string, Usage>>, after: Readonly<Record<string, Usage>>): string =>
  Object.entries(after)
    .map(([name, now]) => {
      const then = before[name] ?? now
      return `${name} ${processorTime(then, now)} of a processor, ${memory(then)} of memory before and ${memory(now)} then`
    })
    .join('; ')
