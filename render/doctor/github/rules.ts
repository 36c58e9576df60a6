import { missing, ok, type Verdict, warn } from '../check.ts'
import { type Ask, type Finding, judged, list, member } from './ask.ts'

/** The jobs of `verify`, as GitHub names their checks. */
export const CHECKS = ['check, validate, test', 'outside checkers', 'what will change', 'promotion gates']

const rulesetOf = (branch: string): string => `Settings, Rules, Rulesets, the one for ${branch}`

/** What protects main, and who may pass it by. */
export async function checkRules(ask: Ask): Promise<Finding[]> {
  const about = {
    name: 'rules of main',
    needed: 'nothing reaches a cluster unreviewed',
    permission: 'Metadata: read',
  }
  const path = '/rules/branches/main'
  const rules = await judged(ask, path, about, (data) => rulesOf(list(data)))
  return [rules, ...(await bypassesOf(ask, path, 'main', 'only bumps and rollbacks push to main'))]
}

/** Who may pass by the rulesets of a branch, a finding each. @param path of the branch's rules. */
export async function bypassesOf(ask: Ask, path: string, branch: string, needed: string): Promise<Finding[]> {
  const reply = await ask(path)
  if ('error' in reply) return []
  const ids = [...new Set(list(reply.data).map((each) => String(member(each, 'ruleset_id'))))]
  const found: Finding[] = []
  for (const id of ids)
    found.push(
      await judged(
        ask,
        `/rulesets/${id}?includes_parents=true`,
        { name: `bypass of ruleset ${id}`, needed, permission: 'Administration: write' },
        (data) => bypass(data, rulesetOf(branch)),
      ),
    )
  return found
}

function rulesOf(rules: readonly unknown[]): Verdict {
  const of = (type: string) => rules.filter((each) => member(each, 'type') === type)
  const review = of('pull_request').map((each) => member(each, 'parameters'))
  const contexts = of('required_status_checks')
    .flatMap((each) => list(member(each, 'parameters', 'required_status_checks')))
    .map((each) => member(each, 'context'))
  const lacks = [
    ...(review.length === 0 ? ['pull requests'] : []),
    ...(review.length > 0 && !review.some((each) => member(each, 'require_code_owner_review') === true)
      ? ['review from code owners']
      : []),
    ...CHECKS.filter((name) => !contexts.includes(name)).map((name) => `the check "${name}"`),
    ...(of('non_fast_forward').length === 0 ? ['blocked force pushes'] : []),
    ...(of('deletion').length === 0 ? ['restricted deletions'] : []),
  ]
  if (lacks.length > 0)
    return missing(
      `without ${lacks.join(', ')}`,
      `${rulesetOf('main')}: require them (docs/github.md, step 8).`,
    )
  return ok('as in docs/github.md')
}

function bypass(data: unknown, ruleset: string): Verdict {
  const actors = member(data, 'bypass_actors')
  if (actors === undefined) return warn('not shown to this token', 'Look there as an administrator.')
  const kinds = list(actors).map((each) => String(member(each, 'actor_type')))
  const others = kinds.filter((kind) => kind !== 'Integration')
  if (others.length > 0)
    return warn(`${others.join(', ')} may bypass it`, `${ruleset}: allow only the App to bypass it.`)
  if (kinds.length === 0)
    return missing('the App may not bypass it', `${ruleset}: add the App to the bypass list, always allowed.`)
  return ok('an App alone')
}
