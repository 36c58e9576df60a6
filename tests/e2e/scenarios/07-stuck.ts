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
  /** Of the Application's state, once it is stuck. */
  readonly sign: RegExp
  /** What doctor says about it. */
  readonly explained: RegExp
}

const CASES: readonly Stuck[] = [
  {
    what: 'an image that never becomes ready',
    service: 'backend',
    tag: 'never-ready',
    sign: /waiting for healthy state of apps\/Deployment\/backend/,
    explained: /Application todo-.*Deployment\/backend/,
  },
  {
    what: 'a failing migration',
    service: 'backend',
    tag: 'failing-migration',
    sign: /migration.*(failed|backoff)|(failed|waiting).*migration/i,
    explained: /Application todo-.*migration/,
  },
  {
    what: 'a failing smoke test',
    service: 'frontend',
    tag: 'failing-smoke-test',
    sign: /smoke-test.*(failed|backoff)|(failed|waiting).*smoke-test/i,
    explained: /Application todo-.*smoke-test/,
  },
]

export const stuck: Scenario = {
  number: 7,
  title: 'Never ready, failing migration, failing smoke test: the old version serves on, git revert gets out',
  needs: 'real pods',
  notExercised: [],
  async run(context) {
    await deploy(context)
    const seen: string[] = []
    for (const each of CASES) seen.push(await inAndOut(context, each))
    return seen
  },
}

async function inAndOut(context: Context, { what, service, tag, sign, explained }: Stuck): Promise<string> {
  const { api, application, environment, repository } = context
  let [shown, out] = [0, 0]
  const served = await underLoad(context.frontend, 1, async () => {
    await commitBump(context, service, tag)
    await repository.push()
    await refresh(api, application)
    shown = await until(`${what} in the Application's state`, SEEN_SECONDS, async () => {
      const now = state(await api.get(applicationPath(application)))
      return sign.test(now) || now
    })
    await until(`${what} explained by doctor`, SEEN_SECONDS, async () => {
      const doctor = await repository.tryNpm('doctor', environment, '--cluster')
      return (doctor.code === 1 && explained.test(doctor.output)) || doctor.output.slice(-1500)
    })
    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    const pushed = Date.now()
    await refresh(api, application)
    await settled(api, application, 300)
    out = Date.now() - pushed
  })
  noneLost(served)
  assert(out < OUT_SECONDS * 1000, `${what}: ${seconds(out)} from the push of the revert until Healthy`)
  return `${what}: seen after ${seconds(shown)}, explained by doctor; out ${seconds(out)} after the push of the revert; ${served.requests} requests meanwhile, none lost`
}
