import { missing, ok, type Verdict } from '../check.ts'
import { type Ask, type Finding, judged, list, member } from './ask.ts'
import { bypassesOf } from './rules.ts'

const VARIABLE = 'HEALTH_APP'
const SET = `Settings, Secrets and variables, Actions, Variables: ${VARIABLE}, the slug of the cluster's App (docs/health.md, step 4). Without it the workflow health does nothing, and no release is rolled back automatically.`

/**
 * What health reports need at GitHub: the variable, the branch, and its protection.
 *
 * @param asked what environments require, which stays closed or does nothing without it.
 */
export async function checkHealth(ask: Ask, asked: readonly string[]): Promise<Finding[]> {
  if (asked.length === 0) return []
  const needed = asked.join(', ')
  const branch = await judged(
    ask,
    '/branches/health',
    { name: 'branch health', needed, permission: 'Contents: read' },
    () => ok('is there'),
    missing('not there', 'Create it once with the commands in docs/health.md, step 3.'),
  )
  return [await variable(ask, needed), branch, ...(branch.state === 'ok' ? await rules(ask, needed) : [])]
}

/** Of the repository, or of the organization for it. One of an environment is not seen by the workflows' conditions. */
async function variable(ask: Ask, needed: string): Promise<Finding> {
  const about = { name: `variable ${VARIABLE}`, needed, permission: 'Variables: read' }
  const own = await ask(`/actions/variables/${VARIABLE}`)
  if ('data' in own || own.status !== 404)
    return judged(ask, `/actions/variables/${VARIABLE}`, about, (data) => slug(member(data, 'value')))
  return judged(
    ask,
    '/actions/organization-variables?per_page=30',
    about,
    (data) => {
      const found = list(member(data, 'variables')).find((each) => member(each, 'name') === VARIABLE)
      return found ? slug(member(found, 'value')) : missing('not set', SET)
    },
    missing('not set', SET),
  )
}

const slug = (value: unknown): Verdict =>
  typeof value === 'string' && /^[a-z0-9][a-z0-9-]*$/i.test(value)
    ? ok(value)
    : missing(`${JSON.stringify(value)} is not the slug of an App`, SET)

async function rules(ask: Ask, needed: string): Promise<Finding[]> {
  const path = '/rules/branches/health'
  const about = { name: 'rules of health', needed, permission: 'Metadata: read' }
  const found = await judged(ask, path, about, (data) => {
    const types = list(data).map((each) => member(each, 'type'))
    const lacks = [
      ...(types.includes('update') ? [] : ['restricted updates']),
      ...(types.includes('deletion') ? [] : ['restricted deletions']),
      ...(types.includes('non_fast_forward') ? [] : ['blocked force pushes']),
    ]
    return lacks.length === 0
      ? ok('as in docs/health.md')
      : missing(
          `without ${lacks.join(', ')}: everyone with write access can open a gate`,
          'Settings, Rules, Rulesets: one for the branch health (docs/health.md, step 3).',
        )
  })
  return [found, ...(await bypassesOf(ask, path, 'health', 'only the App may write what gates trust'))]
}
