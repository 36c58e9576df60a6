import { browserUser } from '../../../docker/images/client/user.ts'
import { assert, until } from '../cluster/api.ts'
import { settled } from '../cluster/applications.ts'
import { isReady, podsByService } from '../cluster/pods.ts'
import { deploy } from './deployed.ts'
import { type Scenario, seconds } from './scenario.ts'

/** "Healed within 30 seconds." */
const HEAL_SECONDS = 30
/** To which an autoscaler may go back meanwhile. */
const LEAST = 2

export const killedPods: Scenario = {
  number: 12,
  title:
    "Any killed pod, the database's included, is replaced within 30 s, and the database keeps its volume",
  needs: [],
  notExercised: ['a restart of the whole cluster'],
  pretended: ['data in the volume', 'what a service answers meanwhile'],
  async run(context) {
    const { api, application, frontend, kubectl, namespace, pods: kind } = context
    await deploy(context)
    const user = kind === 'real' ? await browserUser(frontend) : undefined
    const task = await user?.ask('POST', '/tasks', { title: 'To be kept' })
    const claim = `/api/v1/namespaces/${namespace}/persistentvolumeclaims/postgres-data`
    const before = await api.get(claim)
    assert(before?.['status'].phase === 'Bound', 'the claim postgres-data is not bound')
    const seen: string[] = []
    for (const [service, pods] of await podsByService(api, namespace)) {
      const names = pods.map(({ metadata }) => metadata.name)
      const old = new Set(pods.map(({ metadata }) => metadata.uid))
      await kubectl('--namespace', namespace, 'delete', 'pod', ...names, '--force', '--wait=false')
      const ms = await until(`new pods of ${service}`, HEAL_SECONDS, async () => {
        const now = (await podsByService(api, namespace)).get(service) ?? []
        const fresh = now.filter((pod) => isReady(pod) && !old.has(pod.metadata.uid)).length
        return fresh >= Math.min(pods.length, LEAST) || `${fresh} ready`
      })
      seen.push(`${pods.length} of ${service}: ${seconds(ms)}`)
    }
    const after = await api.get(claim)
    assert(after?.['spec'].volumeName === before['spec'].volumeName, 'the database has another volume')
    await settled(api, application, 120)
    if (user) {
      const kept = await user.ask('GET', `/tasks/${Number(task?.body['id'])}`)
      assert(kept.status === 200, `a task of before: ${kept.status}`)
      seen.push('a task made before is there, and its user still signed in')
    }
    return [`all pods of a service killed at once, replaced and ready after: ${seen.join(', ')}`]
  },
}
