import { missing, ok, type Verdict, warn } from '../check.ts'
import { type Ask, type Finding, judged, list, member } from './ask.ts'

/** Which environments of GitHub the workflows use, and whether each asks for an approval. */
const ENVIRONMENTS = [
  { name: 'staging', needed: 'images: bump', approval: false },
  { name: 'production', needed: 'promote', approval: true },
  { name: 'rollback', needed: 'rollback by one person on call', approval: false },
] as const

const VARIABLE = 'RELEASE_APP_CLIENT_ID'
const SECRET = 'RELEASE_APP_PRIVATE_KEY'

/**
 * What each environment lets through, and whether it keeps the App's client ID and key.
 *
 * @param automation what asks for the environment `automation`; nothing if nothing does.
 */
export async function checkEnvironments(ask: Ask, automation: readonly string[]): Promise<Finding[]> {
  const found: Finding[] = []
  const asked =
    automation.length > 0 ? [{ name: 'automation', needed: automation.join(', '), approval: false }] : []
  for (const { name, needed, approval } of [...ENVIRONMENTS, ...asked]) {
    const path = `/environments/${name}`
    const about = { name: `environment ${name}`, needed, permission: 'Environments: read' }
    found.push(
      await judged(
        ask,
        path,
        about,
        async (data) => worst([await branches(ask, name, data), reviewers(name, data, approval)]),
        missing('not there', `Settings, Environments: make ${name} (docs/github.md, step 7).`),
      ),
    )
    if (found.at(-1)?.found === 'not there') continue
    for (const [kind, key] of [
      ['variable', VARIABLE],
      ['secret', SECRET],
    ] as const)
      found.push(
        await judged(
          ask,
          `${path}/${kind}s/${key}`,
          { ...about, name: `${kind} ${key} of ${name}`, needed: `${needed}: the App's token` },
          () => ok('is set'),
          missing('not set', `Settings, Environments, ${name}: add the ${kind} ${key}.`),
        ),
      )
  }
  return found
}

async function branches(ask: Ask, name: string, data: unknown): Promise<Verdict> {
  const remediation = `Settings, Environments, ${name}: Deployment branches: Selected branches, main alone.`
  const policy = member(data, 'deployment_branch_policy')
  if (member(policy, 'custom_branch_policies') !== true)
    return missing(policy ? 'open to every protected branch' : 'open to every branch', remediation)
  const reply = await ask(`/environments/${name}/deployment-branch-policies`)
  if ('error' in reply) return warn(`branches could not be looked at: ${reply.error}`, remediation)
  const names = list(member(reply.data, 'branch_policies')).map((each) => String(member(each, 'name')))
  return names.join() === 'main'
    ? ok('main only')
    : missing(`open to ${names.join(', ') || 'no branch'}`, remediation)
}

function reviewers(name: string, data: unknown, wanted: boolean): Verdict {
  const rule = list(member(data, 'protection_rules')).find(
    (each) => member(each, 'type') === 'required_reviewers',
  )
  const where = `Settings, Environments, ${name}`
  if (!wanted)
    return rule ? missing('waits for an approval', `${where}: no required reviewers.`) : ok('no approval')
  if (!rule)
    return missing(
      'no approval',
      `${where}: add required reviewers; a private repository needs GitHub Enterprise for it.`,
    )
  return member(rule, 'prevent_self_review') === true
    ? ok('waits for another person')
    : warn('who starts it may approve it', `${where}: prevent self-review.`)
}

/** Everything that is wrong in one verdict. */
function worst(verdicts: readonly Verdict[]): Verdict {
  const wrong = verdicts.filter(({ state }) => state !== 'ok')
  if (wrong.length === 0) return ok(verdicts.map(({ found }) => found).join(', '))
  const join = (texts: readonly (string | undefined)[], between: string) =>
    texts.filter(Boolean).join(between)
  const found = join(
    wrong.map((each) => each.found),
    ', ',
  )
  const remediation = join(
    wrong.map((each) => each.remediation),
    ' ',
  )
  return wrong.some(({ state }) => state === 'missing')
    ? missing(found, remediation)
    : warn(found, remediation)
}
