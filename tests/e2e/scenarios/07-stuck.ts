import { assert, until } from '../cluster/api.ts'
import { applicationPath, refresh, settled, state } from '../cluster/applications.ts'
import { noneLost, underLoad } from '../cluster/load.ts'
import { deploy } from './deployed.ts'
import { commitBump } from './release.ts'
import { type Context, type Scenario, seconds } from './scenario.ts'

/** "A git revert gets out of it, live within two minutes." */
const OUT_SECONDS = 120
/** Until what is wrong can be seen from outside of the cluster. */
const SEEN_SECONDS = 120

interface Stuck {
  readonly what: string
  readonly service: string
  readonly tag: string
  /** The Job that fails; without one the service's pods never become ready. */
  readonly job?: string
}

const CASES: readonly Stuck[] = [
  { what: 'an image that never becomes ready', service: 'backend', tag: 'never-ready' },
  { what: 'a failing migration', service: 'backend', tag: 'failing-migration', job: 'migration' },
  { what: 'a failing smoke test', service: 'frontend', tag: 'failing-smoke-test', job: 'smoke-test' },
]

export const stuck: Scenario = {
  number: 7,
  title: 'Never ready, failing migration, failing smoke test: the old version serves on, git revert gets out',
  needs: ['real pods', 'images of newer builds'],
  notExercised: [],
  async run(context) {
    await deploy(context)
    const seen: string[] = []
    for (const each of CASES) seen.push(await inAndOut(context, each))
    return seen
  },
}

async function inAndOut(context: Context, { what, service, tag, job }: Stuck): Promise<string> {
  const { api, application, environment, repository } = context
  let [shown, out, doctor] = [0, 0, '']
  const served = await underLoad(context.frontend, 1, async () => {
    await commitBump(context, service, tag)
    await repository.push()
    await refresh(api, application)
    shown = await until(`${what} in the cluster`, SEEN_SECONDS, () => isStuck(context, service, job))
    const { output } = await repository.tryNpm('doctor', environment, '--cluster')
    doctor = output.match(/(Application todo-|Pods: )[^\n]*/g)?.join('; ') ?? output
    assert(!/Synced, Healthy$/.test(doctor), `doctor: ${doctor}`)
    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    const pushed = Date.now()
    await refresh(api, application)
    await settled(api, application, 300)
    out = Date.now() - pushed
  })
  noneLost(served)
  assert(out < OUT_SECONDS * 1000, `${what}: ${seconds(out)} from the push of the revert until Healthy`)
  return `${what}: seen after ${seconds(shown)}; doctor: "${doctor}"; out ${seconds(out)} after the push of the revert; ${served.requests} requests meanwhile, none lost`
}

async function isStuck(
  { api, application, namespace }: Context,
  service: string,
  job?: string,
): Promise<boolean | string> {
  if (job === undefined) {
    const now = state(await api.get(applicationPath(application)))
    return now.includes(`waiting for healthy state of apps/Deployment/${service}`) || now
  }
  const found = await api.get(`/apis/batch/v1/namespaces/${namespace}/jobs/${job}`)
  const conditions: { type: string; status: string }[] = found?.['status'].conditions ?? []
  return (
    conditions.some(({ type, status }) => type === 'Failed' && status === 'True') ||
    `Job/${job} has not failed`
  )
}
