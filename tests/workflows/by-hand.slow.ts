import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { BOT } from '../support/github.ts'
import { temporaryFolder } from '../support/repository.ts'
import { expectRendered } from './expect-rendered.ts'
import { writeRegistry } from './programs/state.ts'
import { interpolate } from './runner/expression.ts'
import { makePlace, type Place } from './runner/place.ts'
import { startRun } from './runner/run.ts'
import { workflowOf } from './runner/workflow.ts'

const release = async (place: Place, environment: string, branch?: string) =>
  parse(await place.show(`environments/${environment}/release.yaml`, branch)).services

/** A workflow that a person starts. */
async function started(place: Place, workflow: string, inputs: Readonly<Record<string, string>>) {
  const run = await startRun(place, workflow, {
    inputs: { service: '', ...inputs },
    github: { event_name: 'workflow_dispatch' },
  })
  await run.go()
  return run
}

/** What ran; a workflow may have jobs for other events. */
const ran = ({ results }: Awaited<ReturnType<typeof started>>) =>
  results.filter(({ result }) => result !== 'skipped')

const REASON = 'Staging has run it for a week.'

test('promote opens one pull request, and a second run finds it', async () => {
  const place = await makePlace('bumped')
  const inputs = { from: 'staging', to: 'production', reason: REASON }
  const run = await started(place, 'promote', inputs)
  expect(ran(run)).toMatchObject([{ job: 'promote', result: 'success' }])
  expect(run.appPermissions).toEqual(['permission-contents', 'permission-pull-requests'])
  const [pull] = place.github.pulls
  expect(pull).toMatchObject({
    base: 'main',
    state: 'open',
    login: BOT,
    title: 'Promote backend and frontend from staging to production',
  })
  expect(pull?.body).toContain('backend: 0.1.0 -> 1.1.0')
  expect(pull?.body).toContain(REASON)
  expect(await place.github.git('log', '-1', '--format=%b', pull?.head as string)).toContain(REASON)
  expect(await release(place, 'production', pull?.head)).toEqual(await release(place, 'staging'))
  await expectRendered(place, pull?.head)

  expect((await started(place, 'promote', inputs)).results).toMatchObject([{ result: 'success' }])
  expect(place.github.pulls).toHaveLength(1)
  expect(await place.subjects()).toHaveLength(3)
})

test('promote refuses an image without an attestation, and proposes nothing', async () => {
  const place = await makePlace('bumped')
  writeRegistry(place.state, { manifests: {}, tags: {}, attested: [] })
  const run = await started(place, 'promote', { from: 'staging', to: 'production', reason: REASON })
  expect(ran(run)).toMatchObject([{ job: 'promote', result: 'failure' }])
  expect(run.log('promote')).toContain('was not verified as built by .github/workflows/images.yaml')
  expect(place.github.pulls).toHaveLength(0)
})

test('promote asks for no attestation where the repository has switched them off', async () => {
  const place = await makePlace('bumped')
  writeRegistry(place.state, { manifests: {}, tags: {}, attested: [] })
  const run = await startRun(place, 'promote', {
    inputs: { service: '', from: 'staging', to: 'production', reason: REASON },
    github: { event_name: 'workflow_dispatch' },
    vars: { ATTESTATIONS: 'off' },
  })
  await run.go()
  expect(ran(run)).toMatchObject([{ job: 'promote', result: 'success' }])
  expect(place.github.pulls).toHaveLength(1)
})

test('rollback pushes the revert and the hold', async () => {
  const place = await makePlace('bumped')
  const [newest, ...older] = await place.subjects()
  const inputs = { environment: 'staging', to: '', reason: 'The page was blank.' }
  const run = await started(place, 'rollback', inputs)
  expect(run.log('rollback')).toContain('proven: every other byte of the built manifests is unchanged.')
  expect(ran(run)).toMatchObject([{ job: 'rollback', result: 'success' }])
  expect(await place.subjects()).toEqual([
    ...['Hold backend and frontend in staging', `Revert "${newest}"`, newest, ...older],
  ])
  const { backend, frontend } = await release(place, 'staging')
  expect([backend.tag, frontend.tag]).toEqual(['1.0.0', '1.0.0'])
  expect(Object.keys(parse(await place.show('environments/staging/holds.yaml')).services)).toEqual([
    ...['backend', 'frontend'],
  ])
  expect(run.appPermissions).toEqual(['permission-contents'])
  await expectRendered(place)
})

test('rollback needs no approval, and tells everybody: an issue, the summary', async () => {
  const place = await makePlace('bumped')
  const reason = 'The page was blank @everyone <b>'
  const inputs = { environment: 'production', to: '', reason }
  await started(place, 'promote', { from: 'staging', to: 'production', reason: REASON })
  const [pull] = place.github.pulls
  await place.github.git('update-ref', 'refs/heads/main', pull?.head as string)
  expect(workflowOf('rollback').jobs['rollback']?.environment).toBe('rollback')
  expect(workflowOf('promote').jobs['promote']?.environment).toBe(`${'$'}{{ inputs.to }}`)

  const run = await started(place, 'rollback', inputs)
  expect(ran(run)).toMatchObject([{ result: 'success' }])
  const [issue, ...others] = place.github.issues
  expect(others).toEqual([])
  expect(issue).toMatchObject({ title: 'Rolled back: production', login: 'github-actions[bot]' })
  expect(issue?.body).toContain(`Reason: \`${reason}\``)
  expect(issue?.body).toContain(
    '@someone rolled `production` back in [this run](https://github.com/todo/gitops/',
  )
  expect(issue?.body).toContain('release-hold -- production')
  expect(run.summary()).toContain(issue?.body as string)
})

test.each([
  { what: 'the repository has no issues', status: 410 },
  { what: 'the token may not', status: 403 },
])('rollback is done even if $what', async ({ status }) => {
  const place = await makePlace('bumped')
  for (const on of ['GET /issues', 'POST /issues'])
    place.github.faults.push({ on, answer: { status, body: { message: 'Issues has been disabled' } } })
  const run = await started(place, 'rollback', { environment: 'staging', to: '', reason: 'Blank page.' })
  expect(ran(run)).toMatchObject([{ result: 'success' }])
  expect(run.log('rollback')).toMatch(/^::warning title=no issue was opened::/m)
  expect(await place.subjects()).toHaveLength(5)
})

test('rollback of one service to a commit leaves the others', async () => {
  const place = await makePlace('bumped')
  const to = await place.github.git('rev-parse', 'main~1')
  const inputs = { environment: 'staging', service: 'backend', to, reason: 'The page was blank.' }
  const run = await started(place, 'rollback', inputs)
  expect(run.log('rollback')).toContain('by a restoring commit')
  const { backend, frontend } = await release(place, 'staging')
  expect([backend.tag, frontend.tag]).toEqual(['1.0.0', '1.1.0'])
})

/** A text that would be a command, if a shell ever read it. @param mark a file that it would make. */
const hostile = (mark: string) =>
  `"; touch ${mark}; echo "'; touch ${mark}; echo '$(touch ${mark})\`touch ${mark}\` --github --push=mine`

test('a hostile reason is a reason', async () => {
  const place = await makePlace('bumped')
  const mark = join(temporaryFolder(), 'pwned')
  const run = await started(place, 'promote', { from: 'staging', to: 'production', reason: hostile(mark) })
  expect(ran(run)).toMatchObject([{ result: 'success' }])
  expect(place.github.pulls[0]?.body).toContain(hostile(mark))
  expect(existsSync(mark)).toBe(false)
})

test.each([
  { workflow: 'promote', input: 'service', says: '" not found.' },
  { workflow: 'promote', input: 'to', says: '" not found.' },
  { workflow: 'rollback', input: 'environment', says: '" not found.' },
  { workflow: 'rollback', input: 'service', says: '" not found.' },
  { workflow: 'rollback', input: 'to', says: 'not found: fetch it, or name another one' },
])('a hostile $input of $workflow is refused, and nothing is written', async ({ workflow, input, says }) => {
  const place = await makePlace('bumped')
  const mark = join(temporaryFolder(), 'pwned')
  const inputs =
    workflow === 'promote' ? { from: 'staging', to: 'production' } : { environment: 'staging', to: '' }
  const run = await started(place, workflow, { ...inputs, reason: REASON, [input]: hostile(mark) })
  expect(ran(run)).toMatchObject([{ result: 'failure' }])
  expect(run.log(workflow)).toContain(says)
  expect(existsSync(mark)).toBe(false)
  expect(place.github.pulls).toHaveLength(0)
  expect(await place.subjects()).toHaveLength(3)
})

test.each([
  ['health', 'record'],
  ['images', 'bump'],
  ['promote', 'promote'],
  ['rollback', 'rollback'],
])('in %s, git asks gh for what opens a private repository', async (workflow, job) => {
  const { programs } = await makePlace()
  const env = workflowOf(workflow).jobs[job]?.steps.at(-1)?.env ?? {}
  const asked = await execa('git', ['credential', 'fill'], {
    input: 'protocol=https\nhost=github.com\n\n',
    extendEnv: false,
    env: {
      PATH: `${programs}:${process.env['PATH']}`,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GH_TOKEN: 'token-of-the-app',
      GIT_CONFIG_COUNT: String(env['GIT_CONFIG_COUNT']),
      GIT_CONFIG_KEY_0: interpolate(String(env['GIT_CONFIG_KEY_0']), {
        github: { server_url: 'https://github.com' },
      }),
      GIT_CONFIG_VALUE_0: String(env['GIT_CONFIG_VALUE_0']),
    },
  })
  expect(asked.stdout).toContain('password=token-of-the-app')
})
