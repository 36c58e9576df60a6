import { assert } from '../cluster/api.ts'
import { refresh, settled } from '../cluster/applications.ts'
import { fewestReady, noneLost, underLoad } from '../cluster/load.ts'
import { deploy } from './deployed.ts'
import { commitBump, follow, otherTag } from './release.ts'
import { type Context, type Scenario, seconds } from './scenario.ts'

const WORKERS = 4
/** Of environments/minikube: minReplicas of both. */
const WANTED = 2

export const load: Scenario = {
  number: 3,
  title: 'A bump, a rollback and scaling under load: no request is lost, and enough pods are always ready',
  needs: ['real pods', 'images of newer builds'],
  notExercised: ['an Ingress controller: requests come by the node port', 'more than one node'],
  async run(context) {
    const { environment, repository } = context
    await deploy(context)
    const file = `environments/${environment}/environment.yaml`
    const minimum = (from: number, to: number): void => {
      for (const service of ['frontend', 'backend']) {
        const text = (count: number): string =>
          `  ${service}:\n    autoscaling:\n      minReplicas: ${count}\n`
        repository.edit(file, text(from), text(to))
      }
    }
    return [
      await tried(context, 'a bump of backend and frontend', async () => {
        for (const service of ['backend', 'frontend'])
          await commitBump(context, service, otherTag(context, service))
        return follow(context)
      }),
      await tried(context, 'npm run rollback', async () => {
        await repository.npm(
          'rollback',
          environment,
          '--reason',
          'Number 3 of the end-to-end tests goes back.',
        )
        return follow(context)
      }),
      await tried(context, 'from 2 to 4 pods each', async () => {
        minimum(2, 4)
        return commitAndFollow(context, 'Run four of each')
      }),
      await tried(context, 'back to 2', async () => {
        minimum(4, 2)
        return commitAndFollow(context, 'Run two of each')
      }),
    ]
  },
}

async function commitAndFollow(context: Context, message: string): Promise<number> {
  await context.repository.renderAndPush(message)
  const pushed = Date.now()
  await refresh(context.api, context.application)
  await settled(context.api, context.application, 300)
  return Date.now() - pushed
}

async function tried(context: Context, what: string, change: () => Promise<number>): Promise<string> {
  let ms = 0
  let fewest = new Map<string, number>()
  const served = await underLoad(context.frontend, WORKERS, async () => {
    fewest = await fewestReady(context.api, context.namespace, ['backend', 'frontend'], async () => {
      ms = await change()
    })
  })
  noneLost(served)
  for (const [service, ready] of fewest)
    assert(ready >= WANTED, `${what}: only ${ready} of ${WANTED} pods of ${service} were ready at one moment`)
  const counts = [...fewest].map(([service, ready]) => `${service} ${ready}`).join(', ')
  return `${what}: ${seconds(ms)} from the push, ${served.requests} requests, none lost; fewest ready: ${counts}`
}
