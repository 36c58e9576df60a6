import { assert, until } from '../cluster/api.ts'
import { podsByService, replaced } from '../cluster/pods.ts'
import { deploy, writeSecrets } from './deployed.ts'
import type { Context, Scenario } from './scenario.ts'

export const secrets: Scenario = {
  number: 15,
  title:
    'Changed secrets reach the pods with --restart, and no value is in an event, an Application or an output',
  needs: [],
  notExercised: [],
  pretended: ["logs of the pods, and the password in PostgreSQL's volume"],
  async run(context) {
    const { api, environment, kubectl, namespace, repository } = context
    await deploy(context)
    const before = await podsByService(api, namespace)
    const values = writeSecrets(context)
    if (context.pods === 'real') await changeInDatabase(context, values[0] ?? '')
    const output = await repository.npm('secrets', environment, '--restart')
    const wanted = ['backend', 'mcp-server']
    await until('pods with the new secrets', 120, async () => {
      const changed = replaced(before, await podsByService(api, namespace))
      return wanted.every((each) => changed.includes(each)) || `replaced so far: ${changed.join(', ')}`
    })
    for (const each of wanted)
      await kubectl('--namespace', namespace, 'rollout', 'status', `deployment/${each}`)
    assert(
      !replaced(before, await podsByService(api, namespace)).includes('frontend'),
      'pods of the frontend were replaced, which reads no Secret',
    )
    const events = JSON.stringify(await api.list('/api/v1/events'))
    const applications = await kubectl('--namespace', 'argocd', 'get', 'applications', '--output=json')
    const logs = context.pods === 'real' ? await logsOf(context) : ''
    const places = {
      'the output of npm run secrets': output,
      events,
      Applications: applications,
      ...(logs && { 'the logs of all pods': logs }),
    }
    for (const [place, text] of Object.entries(places))
      assert(!values.some((value) => text.includes(value)), `a secret value is in ${place}`)
    const stored = await api.get(`/api/v1/namespaces/${namespace}/secrets/auth`)
    const signing = Buffer.from(stored?.['data'].AUTH_SECRET ?? '', 'base64').toString()
    assert(values.includes(signing), 'the Secret auth has another value')
    return [
      `pods of ${wanted.join(' and ')} replaced, those of the frontend not; no value in ${Object.keys(places).join(', ')}`,
    ]
  },
}

/** The volume keeps the password that it was made with. */
async function changeInDatabase({ kubectl, namespace }: Context, password: string): Promise<void> {
  const sql = `ALTER ROLE todo PASSWORD '${password}'`
  const psql = ['psql', '--username=todo', `--command=${sql}`]
  await kubectl('--namespace', namespace, 'exec', 'statefulset/postgres', '--', ...psql)
}

/** Of every container that runs or ran in the namespace. */
async function logsOf({ api, kubectl, namespace }: Context): Promise<string> {
  const pods = await api.list(`/api/v1/namespaces/${namespace}/pods`)
  const texts = pods.map(({ metadata }) =>
    kubectl('--namespace', namespace, 'logs', metadata.name, '--all-containers').catch(() => ''),
  )
  return (await Promise.all(texts)).join('\n')
}
