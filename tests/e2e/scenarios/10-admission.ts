import { assert } from '../cluster/api.ts'
import { settled } from '../cluster/applications.ts'
import { podsByService } from '../cluster/pods.ts'
import { deploy } from './deployed.ts'
import type { Scenario } from './scenario.ts'

export const admission: Scenario = {
  number: 10,
  title: 'Pod security, quota and limit range accept every pod, surge included, and refuse a privileged one',
  needs: [],
  notExercised: [],
  async run(context) {
    const { api, application, kubectl, namespace } = context
    await deploy(context)
    const services = ['frontend', 'backend', 'mcp-server', 'ai-agent']
    const before = await podsByService(api, namespace)
    for (const each of services)
      await kubectl('--namespace', namespace, 'rollout', 'restart', `deployment/${each}`)
    for (const each of services)
      await kubectl('--namespace', namespace, 'rollout', 'status', `deployment/${each}`, '--timeout=120s')
    const after = await podsByService(api, namespace)
    const old = new Set([...before.values()].flat().map(({ metadata }) => metadata.uid))
    const fresh = services
      .flatMap((each) => after.get(each) ?? [])
      .filter(({ metadata }) => !old.has(metadata.uid))
    const events = await api.list(`/api/v1/namespaces/${namespace}/events`)
    const refused = events.filter(({ reason }) => reason === 'FailedCreate')
    assert(refused.length === 0, `refused: ${refused.map(({ message }) => message).join('; ')}`)
    const level = (await api.get(`/api/v1/namespaces/${namespace}`))?.metadata.labels
    assert(
      level?.['pod-security.kubernetes.io/enforce'] === 'restricted',
      'the namespace does not enforce restricted',
    )
    const answer = await api.create(`/api/v1/namespaces/${namespace}/pods`, PRIVILEGED)
    assert(answer.status === 403, `a privileged pod: ${answer.status} ${answer.message}`)
    await settled(api, application, 120)
    return [
      `${fresh.length} pods of ${services.length} Deployments replaced at once, none refused`,
      `a privileged pod: 403, ${answer.message.split(':')[0]}`,
    ]
  },
}

const PRIVILEGED = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'e2e-privileged' },
  spec: { containers: [{ name: 'one', image: 'example.com/one:1', securityContext: { privileged: true } }] },
}
