import { type Check, missing, ok, warn } from '../check.ts'
import type { Ask, Finding } from './ask.ts'
import { member } from './ask.ts'
import { checkEnvironments } from './environments.ts'
import { checkHealth } from './health.ts'
import { checkPackages, checkWebhook } from './outside.ts'
import { checkActions } from './repository.ts'
import { checkRules } from './rules.ts'

export interface Wanted {
  /** As fleet.yaml names it. */
  readonly registry: string
  readonly services: readonly string[]
  /** What environments ask for that needs health in git, and what needs GitHub's environment `automation`. */
  readonly health: readonly string[]
  readonly automation: readonly string[]
}

export const SCOPE = 'GitHub'

/** What docs/github.md asks for, as far as GitHub's API shows it to the token. */
export async function checkGitHub(
  ask: Ask,
  { registry, services, health, automation }: Wanted,
): Promise<Check[]> {
  const reply = await ask('')
  const about = { name: 'repository', needed: 'everything below' }
  if ('error' in reply)
    return scoped([{ ...about, ...missing(reply.error, 'Nothing else at GitHub was looked at.') }])
  const repository = reply.data
  const kind = member(repository, 'owner', 'type') === 'Organization' ? 'orgs' : 'users'
  const name = `${member(repository, 'full_name')}, ${member(repository, 'private') ? 'private' : 'public'}`
  const whole = member(repository, 'fork')
    ? warn(
        `${name}, a fork`,
        'A fork has no schedules, and its workflows start disabled: Actions tab, enable them.',
      )
    : ok(name)
  return scoped([
    { ...about, ...whole },
    ...(await checkActions(ask, repository)),
    ...(await checkEnvironments(ask, automation)),
    ...(await checkRules(ask)),
    ...(await checkHealth(ask, health)),
    await checkWebhook(ask),
    ...(await checkPackages(ask, registry, services, kind)),
  ])
}

const scoped = (findings: readonly Finding[]): Check[] => findings.map((each) => ({ scope: SCOPE, ...each }))
