import { until } from '../cluster/api.ts'
import { settled } from '../cluster/applications.ts'
import { deploy } from './deployed.ts'
import { type Scenario, seconds } from './scenario.ts'

/** "Healed within 30 seconds." */
const HEAL_SECONDS = 30

export const drift: Scenario = {
  number: 6,
  title: 'Edited and deleted live objects are healed within 30 s',
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
    return seen
  },
}
